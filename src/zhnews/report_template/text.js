// Text of pages: shown so that nothing in it is hidden, cut where marks begin and end, searched.

// Control and direction characters, private ones and lone surrogates, written as escapes.
function visible(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => (char === "\t" ? char : escaped(char)));
}

function escaped(char) {
  const code = char.codePointAt(0);
  const digits = (width) => code.toString(16).padStart(width, "0");
  if (code < 0x100) return `\\x${digits(2)}`;
  return code < 0x10000 ? `\\u${digits(4)}` : `\\U${digits(8)}`;
}

// Cut [start, end) at the bounds of marks {start, end, name}: pieces with the marks they are in.
function pieces(start, end, marks) {
  const near = marks.filter((mark) => mark.start < end && start < mark.end);
  const bounds = near.flatMap((mark) => [mark.start, mark.end]);
  const inside = bounds.filter((bound) => start < bound && bound < end);
  const cuts = [...new Set([start, ...inside, end])].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, at) => ({
    start: from,
    end: cuts[at + 1],
    marks: near.filter((mark) => mark.start <= from && from < mark.end),
  }));
}

// A line without the Markdown marks of a headline and of bold type: `parts.py` says what is one.
function withoutMarkdown(line) {
  const [opened] = line.match(/^(?:[#>]{1,6}[ \t\u3000]+)*/u);
  let text = line.slice(opened.length);
  if (opened.includes("#")) text = text.replace(/(?<=\s)#+$/u, "");
  const first = text.match(/^(?:(?:[-*+]|[0-9]{1,3}[.)])[ \t]+)?/u)[0].length;
  const isWord = (char) => char !== undefined && /[\p{L}\p{N}]/u.test(char);
  const cuts = [];
  let opening = null;
  for (const { index: at } of text.matchAll(/(?<!\*)\*\*(?!\*)/gu)) {
    const [before, after] = [[...text.slice(0, at)].at(-1), [...text.slice(at + 2)][0]];
    const known = cuts.length > 0;
    if (opening === null) {
      const opens = isWord(after) || "“‘「『（(《〈【[".includes(after ?? " ");
      if ((known || !isWord(before)) && opens) opening = at;
    } else if (before.trim() !== "") {
      const ends = "：:。！？!?”’」』）)】》".includes(before);
      if (known || opening === first || !isWord(after) || ends) {
        cuts.push(opening, at);
        opening = null;
      }
    }
  }
  const starts = [0, ...cuts.map((at) => at + 2)];
  return starts.map((start, nth) => text.slice(start, cuts[nth])).join("").trim();
}

// White space, line breaks, case and forms of one character (Ａ, ⼈) do not count in a search.
function searchable(text) {
  return text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
}

// The text of lines without white space, and the offset of each of its characters on the page.
function stream(lines, points) {
  let text = "";
  const offsets = [];
  for (const line of lines) {
    for (let at = line.start; at < line.end; at += 1) {
      const plain = searchable(points[at]);
      text += plain;
      for (let unit = 0; unit < plain.length; unit += 1) offsets.push(at);
    }
  }
  return { text, offsets };
}

function hits({ text, offsets }, query) {
  const found = [];
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
    found.push(...runs(offsets.slice(at, at + query.length)));
  }
  return found;
}

// Offsets that rise one by one are one mark.
function runs(offsets) {
  const found = [];
  for (const offset of offsets) {
    const last = found.at(-1);
    if (last && (last.end === offset || last.end === offset + 1)) last.end = offset + 1;
    else found.push({ start: offset, end: offset + 1, name: "hit" });
  }
  return found;
}
