// The annotation of a page in the form of the gold pages, and the edits that correct it.
//
// It holds articles {id, kind, topics} and lines {line, start, end, article, role,
// joins_previous}, the lines in the order in which they are read; `article` is an id, or null for
// what belongs to none. Offsets count code points, half open. Every edit gives a new annotation.

const HEADLINES = ["section", "kicker", "title", "subtitle"];
const PASSAGES = ["paragraphs", "subheads", "captions", "credits", "contacts"];
const LINE_BREAK = /\r\n|[\r\n\f\v\x85\u2028\u2029]/g;

// Give what a page record says of its lines. `points` are the code points of its text.
function annotate(record, points) {
  const owned = record.articles.flatMap((article, at) =>
    article.spans.map((span) => ({ ...span, article: articleId(at + 1) })),
  );
  const loose = record.furniture.map((span) => ({ ...span, article: null }));
  const spans = asRead(record, owned, loose);
  const numbers = lineNumbers(spans, points);
  const lines = spans.map((span, at) => ({
    line: numbers[at],
    start: withIndent(span.start, points),
    end: span.end,
    article: span.article,
    role: span.role,
    joins_previous: false,
  }));
  return settled(readArticles(record), joined(lines, passagesByLine(record, spans)));
}

// Spans in the order of the text; where columns stand side by side, article by article, as each is
// read, with what belongs to none before what stands behind it.
function asRead(record, owned, loose) {
  const rising = ({ spans }) => spans.every(({ start }, at) => !at || spans[at - 1].start < start);
  if (record.articles.every(rising)) {
    return [...owned, ...loose].sort((one, other) => one.start - other.start);
  }
  const left = [...loose];
  const placed = record.articles.flatMap(({ spans }, at) => {
    const first = Math.min(...spans.map(({ start }) => start));
    const count = left.findIndex(({ start }) => start > first);
    const before = left.splice(0, count < 0 ? left.length : count);
    return [...before, ...owned.filter(({ article }) => article === articleId(at + 1))];
  });
  return [...placed, ...left];
}

function readArticles(record) {
  return record.articles.map((article, at) => ({
    id: articleId(at + 1),
    kind: article.kind,
    topics: article.topics.map(({ topic }) => topic),
  }));
}

function articleId(number) {
  return `a${number}`;
}

function lineNumbers(spans, points) {
  const numbers = new Array(spans.length);
  let number = 1;
  let end = 0;
  for (const at of inTextOrder(spans)) {
    number += (points.slice(end, spans[at].start).join("").match(LINE_BREAK) || []).length;
    end = spans[at].end;
    numbers[at] = number;
  }
  return numbers;
}

// The indices of lines in the order of the text.
function inTextOrder(lines) {
  return lines.map((_, at) => at).sort((one, other) => lines[one].start - lines[other].start);
}

// A line of the gold pages begins with its indent; a span of a record behind it.
function withIndent(start, points) {
  let at = start;
  while (at > 0 && /[^\S\r\n\f\v\x85\u2028\u2029]/u.test(points[at - 1])) at -= 1;
  return at;
}

// For each line, the passage that it is part of (or undefined) and its text in there.
function passagesByLine(record, spans) {
  const found = spans.map(() => ({ passage: undefined, text: "" }));
  const order = inTextOrder(spans);
  for (const article of record.articles) {
    for (const passage of PASSAGES.flatMap((name) => article[name])) {
      const text = [...passage.text];
      let at = 0;
      for (const [start, end] of passage.spans) {
        const line = found[lineAt(spans, order, start)];
        line.passage = passage;
        line.text += text.slice(at, (at += end - start)).join("");
      }
    }
  }
  return found;
}

// The index of the line that an offset is in: the last that starts there or before it. `order` is
// that of the lines in the text.
function lineAt(lines, order, offset) {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[order[middle]].start <= offset) low = middle;
    else high = middle;
  }
  return order[low];
}

// A line joins where it stands in the same passage as the line before it in its article.
function joined(lines, parts) {
  const before = predecessors(lines);
  return lines.map((line, at) => {
    const { passage } = parts[at];
    const joins = before[at] !== null && passage !== undefined;
    return { ...line, joins_previous: joins && passage === parts[before[at]].passage };
  });
}

// For each line the index of the line before it in the same article, or null.
function predecessors(lines) {
  const latest = new Map();
  return lines.map((line, at) => {
    if (line.article === null) return null;
    const before = latest.has(line.article) ? latest.get(line.article) : null;
    latest.set(line.article, at);
    return before;
  });
}

// What each line says in its article: Markdown marks left out, cut words healed.
function shownLines(record, lines, points) {
  return passagesByLine(record, lines).map(({ passage, text }, at) => {
    const { start, end } = lines[at];
    return passage ? text : withoutMarkdown(points.slice(start, end).join("").trim());
  });
}

// Edits. Each takes an annotation and gives another.

function withRole(annotation, at, role) {
  const fields = role === "furniture" ? { role, article: null } : { role };
  return settled(annotation.articles, changed(annotation.lines, at, fields));
}

function withArticle(annotation, at, article) {
  const { role } = annotation.lines[at];
  const fitting = article === null ? "furniture" : role === "furniture" ? "body" : role;
  return settled(
    annotation.articles,
    changed(annotation.lines, at, { article, role: fitting, joins_previous: false }),
  );
}

function withJoin(annotation, at, joins) {
  return settled(annotation.articles, changed(annotation.lines, at, { joins_previous: joins }));
}

// Let a line stand in an article of its own.
function alone(annotation, at) {
  const made = { id: unusedId(annotation.articles), kind: "article", topics: [] };
  return withArticle({ ...annotation, articles: [...annotation.articles, made] }, at, made.id);
}

// Let a line and those behind it in its article be an article: of the same kind, its topics open.
function splitAt(annotation, at) {
  const from = annotation.lines[at].article;
  const { kind } = annotation.articles.find((article) => article.id === from);
  const made = { id: unusedId(annotation.articles), kind, topics: [] };
  const lines = annotation.lines.map((line, other) =>
    line.article === from && other >= at ? { ...line, article: made.id } : line,
  );
  return settled([...annotation.articles, made], lines);
}

// Let the lines of one article be part of another, whose kind stays; topics come together.
function merged(annotation, from, into) {
  const gone = annotation.articles.find((article) => article.id === from);
  const articles = annotation.articles.map((article) =>
    article.id === into
      ? { ...article, topics: [...new Set([...article.topics, ...gone.topics])] }
      : article,
  );
  const lines = annotation.lines.map((line) =>
    line.article === from ? { ...line, article: into } : line,
  );
  return settled(articles, lines);
}

function withArticleFields(annotation, id, fields) {
  const articles = annotation.articles.map((article) =>
    article.id === id ? { ...article, ...fields } : article,
  );
  return { ...annotation, articles };
}

function changed(lines, at, fields) {
  return lines.map((line, other) => (other === at ? { ...line, ...fields } : line));
}

// Articles that a person made are b1, b2, …: a number of `articleId` stays that of its record.
function unusedId(articles) {
  const made = articles.filter((article) => article.id.startsWith("b"));
  return `b${Math.max(0, ...made.map((article) => Number(article.id.slice(1)))) + 1}`;
}

// Keep what holds: articles that have lines, in their order; joins between lines of one role.
// Lines of a headline that follow each other are one headline.
function settled(articles, lines) {
  const order = [...new Set(lines.map((line) => line.article))];
  const kept = articles
    .filter((article) => order.includes(article.id))
    .sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  const before = predecessors(lines);
  const sound = lines.map((line, at) => {
    const alike = before[at] !== null && lines[before[at]].role === line.role;
    const joins = alike && (line.joins_previous || HEADLINES.includes(line.role));
    return { ...line, joins_previous: joins };
  });
  return { articles: kept, lines: sound };
}
