// A page on the screen: its source at the left, its articles at the right.

const HUES = 6; // colours of articles, in turn

// Make an element; text is shown by `visible`, so that nothing of a page is markup or hidden.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, visible(String(value)));
  }
  const shown = (child) => (child instanceof Node ? child : visible(String(child)));
  made.append(...children.filter((child) => child !== null).map(shown));
  return made;
}

function lineId(sheet, at) {
  return `${sheet.id}-line-${at}`;
}

function hue(sheet, id) {
  return id === null ? "loose" : `hue-${(numberOf(sheet, id) - 1) % HUES}`;
}

function topicName(topic) {
  return Object.hasOwn(WORDS.topicNames, topic) ? WORDS.topicNames[topic] : topic;
}

function kindName(kind) {
  return WORDS.kindNames[kind];
}

// The head of a page stands from the start; its columns come when they are near the screen.
function emptyPage(sheet) {
  const attributes = { class: "page", id: sheet.id, "aria-labelledby": `${sheet.id}-name` };
  sheet.element = element("section", attributes, pageHead(sheet));
  const lines = sum(sheet.record.articles.map(({ spans }) => spans.length));
  sheet.element.style.setProperty("--lines", lines);
  return sheet.element;
}

function fillPage(sheet, filter) {
  opened(sheet);
  sheet.element.classList.add("filled");
  const columns = element("div", { class: "columns" }, sourceView(sheet), storiesView(sheet));
  sheet.element.replaceChildren(pageHead(sheet), columns);
  paint(sheet, filter);
}

function pageHead(sheet) {
  const { record } = sheet;
  const { encoding, replacements } = record.decoding;
  const facts = [
    WORDS.storyCount(articlesOf(sheet).length),
    WORDS.characterCount(characterCount(sheet)),
    encoding,
    replacements ? WORDS.replaced(replacements) : null,
  ];
  return element(
    "header",
    { class: "page-head" },
    element(
      "h2",
      { id: `${sheet.id}-name` },
      element("span", { class: "page-number" }, WORDS.pageNumber(sheet.number)),
      element("span", { class: "page-name" }, sheetName(sheet)),
    ),
    element("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    element("div", { class: "correcting page-tools" }, ...pageTools(sheet)),
  );
}

function pageTools(sheet) {
  return [
    element("span", { class: "state" }, stateInWords(sheet)),
    element("button", { "data-act": "undo", disabled: !sheet.past.length }, WORDS.undo),
    element("button", { "data-act": "save", disabled: !isUnsaved(sheet) }, WORDS.save),
  ];
}

function stateInWords(sheet) {
  if (isUnsaved(sheet)) return WORDS.corrected;
  return sheet.past.length ? WORDS.saved : "";
}

// The source: a list of which one line at a time is in the tab order; arrow keys walk it.
function sourceView(sheet) {
  const { lines } = sheet.annotation;
  const rows = lines.map((line, at) => {
    const gap = at > 0 && line.line > lines[at - 1].line + 1;
    return sourceLine(sheet, at, gap);
  });
  const label = `${WORDS.pageNumber(sheet.number)} ${WORDS.source}`;
  return element("div", { class: "source", role: "listbox", "aria-label": label }, ...rows);
}

function sourceLine(sheet, at, gap) {
  const { line, article, role } = sheet.annotation.lines[at];
  const number = article === null ? "" : numberOf(sheet, article);
  // numbers as they are heard, where the eye has columns
  const heard = `${WORDS.lineNumber(line)} ${number ? WORDS.storyNumber(number) : WORDS.none}`;
  return element(
    "div",
    {
      id: lineId(sheet, at),
      class: `line ${hue(sheet, article)} role-${role}${gap ? " gap" : ""}`,
      role: "option",
      tabindex: at === 0 ? 0 : -1,
      "aria-selected": "false",
      "data-at": at,
    },
    element("span", { class: "heard" }, heard),
    element("span", { class: "line-number", "aria-hidden": "true" }, line),
    element("span", { class: number ? "badge" : "no-badge", "aria-hidden": "true" }, number || "—"),
    element("span", { class: "line-role" }, WORDS.roleNames[role]),
    element("span", { class: "line-text" }),
  );
}

// Write the source with the marks that now hold: summaries, evidence, what is searched.
function paint(sheet, filter) {
  const marks = marksOf(sheet, filter);
  const texts = sheet.element.querySelectorAll(".line-text");
  sheet.annotation.lines.forEach(({ start, end }, at) => {
    const written = pieces(start, end, marks).map((piece) => markedPiece(sheet, piece));
    texts[at].replaceChildren(...written);
  });
  showFitting(sheet, filter);
}

function markedPiece(sheet, piece) {
  const text = sheet.points.slice(piece.start, piece.end).join("");
  if (!piece.marks.length) return document.createTextNode(visible(text));
  const names = new Set(piece.marks.map((mark) => mark.name));
  const opens = piece.marks.some((mark) => mark.first && mark.start === piece.start);
  const seen = { class: "summary-sign", "aria-hidden": "true" }; // it would be heard as a word
  const sign = opens ? element("span", seen, WORDS.summarySign) : null;
  return element("mark", { class: [...names].join(" ") }, sign, text);
}

// Fade the lines and hide the articles that the filter does not let through.
function showFitting(sheet, filter) {
  const ids = fitting(sheet, filter);
  sheet.element.querySelectorAll(".line").forEach((row, at) => {
    row.classList.toggle("faded", !ids.has(sheet.annotation.lines[at].article));
  });
  for (const story of sheet.element.querySelectorAll(".story")) {
    story.hidden = !ids.has(story.dataset.article);
  }
}

function storiesView(sheet) {
  const label = `${WORDS.pageNumber(sheet.number)} ${WORDS.stories}`;
  const stories = sheet.annotation.articles.map((article) => storyView(sheet, article));
  return element("div", { class: "stories", role: "group", "aria-label": label }, ...stories);
}

function storyView(sheet, article) {
  const { id, kind } = article;
  const number = numberOf(sheet, id);
  const read = readArticle(sheet, id);
  const blocks = blocksOf(sheet, id);
  const heads = blocks.filter(({ role }) => HEADLINES.includes(role));
  const rest = blocks.filter(({ role }) => !HEADLINES.includes(role));
  const point = `${WORDS.storyNumber(number)}：${WORDS.showSource}`;
  const titled = heads.some(({ role }) => role === "title");
  return element(
    "article",
    {
      class: `story ${hue(sheet, id)}`,
      "data-article": id,
      "aria-label": `${WORDS.storyNumber(number)} ${titleOf(sheet, id)}`,
    },
    element(
      "p",
      { class: "story-mark" },
      element("button", { class: "badge", "data-act": "point", "aria-label": point }, number),
      element("span", { class: "kind" }, kindName(kind)),
    ),
    ...heads.map((block) => blockView(sheet, block)),
    titled ? null : element("h3", { class: "role-title untitled" }, WORDS.untitled),
    read ? bylineView(read) : null,
    topicsView(sheet, article, read),
    read && read.summary.length ? summaryView(sheet, read.summary) : null,
    ...rest.map((block) => blockView(sheet, block)),
  );
}

// The lines of an article, those together that join.
function blocksOf(sheet, id) {
  const blocks = [];
  sheet.annotation.lines.forEach((line, at) => {
    if (line.article !== id) return;
    if (line.joins_previous) blocks.at(-1).lines.push(at);
    else blocks.push({ role: line.role, lines: [at] });
  });
  return blocks;
}

function blockView(sheet, { role, lines }) {
  const tag = { title: "h3", subhead: "h4" }[role] || "p";
  const spaced = role === "title" || role === "subhead";
  const parts = lines.map((at) =>
    element("span", { class: "fragment", "data-at": at }, sheet.shown[at]),
  );
  const label = element("span", { class: "block-role" }, WORDS.roleNames[role]);
  const text = spaced ? parts.flatMap((part) => [part, " "]) : parts;
  return element(tag, { class: `block role-${role}` }, label, ...text);
}

function bylineView({ byline, place, dateline }) {
  const facts = [
    byline.length ? [WORDS.byline, byline.join("　")] : null,
    place ? [WORDS.place, place] : null,
    dateline ? [WORDS.dateline, dateline.text] : null,
  ].filter(Boolean);
  if (!facts.length) return null;
  const rows = facts.flatMap(([name, value]) => [
    element("dt", {}, name),
    element("dd", {}, value),
  ]);
  return element("dl", { class: "facts" }, ...rows);
}

function topicsView(sheet, article, read) {
  if (!article.topics.length) return null;
  const chips = article.topics.map((topic, at) => {
    const found = read && read.topics.find((score) => score.topic === topic);
    return topicChip(sheet, `${sheet.id}-${article.id}-topic-${at}`, topic, found);
  });
  return element("div", { class: "topics", role: "group", "aria-label": WORDS.topics }, ...chips);
}

// A chip, and the evidence that it opens.
function topicChip(sheet, id, topic, found) {
  const score = found ? found.score.toFixed(2) : WORDS.byHand;
  const bar = element("span", { class: "bar" });
  bar.style.setProperty("--score", found ? found.score : 0);
  const chip = element(
    "button",
    { class: "chip", "data-topic": topic, "aria-expanded": "false", "aria-controls": id },
    `${topicName(topic)} `,
    bar,
    element("span", { class: "score" }, score),
  );
  const closed = { class: "evidence-panel", id, hidden: true };
  const panel = element("div", closed, ...evidence(sheet, found));
  return element("div", { class: "topic" }, chip, panel);
}

function evidence(sheet, found) {
  if (!found || !(found.terms.length || found.sentences.length)) {
    return [element("p", {}, WORDS.noEvidence)];
  }
  const terms = found.terms.map(({ term, score }) =>
    element("li", {}, `${term} `, element("small", {}, score.toFixed(2))),
  );
  const sentences = found.sentences.map(({ text, spans: [[start]] }) =>
    sentenceItem(sheet, text, start),
  );
  return [
    element("h4", {}, `${WORDS.evidence}：${WORDS.terms}`),
    element("ul", { class: "terms" }, ...terms),
    element("h4", {}, `${WORDS.evidence}：${WORDS.sentences}`),
    element("ol", {}, ...sentences),
  ];
}

function summaryView(sheet, summary) {
  const items = summary.map(({ text, spans: [[start]] }) => sentenceItem(sheet, text, start));
  return element(
    "div",
    { class: "summary-box" },
    element("h4", {}, WORDS.summary),
    element("ol", {}, ...items),
  );
}

// A sentence that leads to its place in the source.
function sentenceItem(sheet, text, start) {
  const at = lineAt(sheet.annotation.lines, sheet.order, start);
  const link = { href: `#${lineId(sheet, at)}`, class: "sentence", "data-act": "sentence" };
  return element("li", {}, element("a", { ...link, "data-at": at }, text));
}
