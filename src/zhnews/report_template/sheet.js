// A sheet is a page as the report holds it: its record, its annotation, and what was done to it.

function newSheet(record, at, name) {
  return {
    record,
    name, // as short as tells its path from the others'
    number: at + 1,
    id: `page-${at + 1}`,
    points: null, // filled by `opened`, as are shown, order and annotation
    shown: null,
    order: null, // the indices of its lines in the order of the text
    annotation: null,
    past: [], // annotations before each edit
    saved: null, // the annotation that needs no saving: as it was read, or as it was saved last
    element: null, // its section, filled when it comes near the screen
    evidence: [], // spans that the reader asked for
    streams: new Map(), // text to search, by article id, or null for what belongs to none
  };
}

// Work out lines and articles when they are first needed.
function opened(sheet) {
  if (sheet.annotation === null) {
    sheet.points = [...sheet.record.text];
    sheet.annotation = annotate(sheet.record, sheet.points);
    sheet.saved = sheet.annotation;
    sheet.order = inTextOrder(sheet.annotation.lines);
    sheet.shown = shownLines(sheet.record, sheet.annotation.lines, sheet.points);
  }
  return sheet;
}

// Of each path its last part, with as many folders as tell it from other paths.
function shortPaths(paths) {
  const parts = paths.map((path) => (path ?? "").split(/[\\/]/));
  const named = new Map(parts.map((path) => [path.at(-1), []]));
  for (const path of parts) named.get(path.at(-1)).push(path);
  const tail = (path, count) => path.slice(-count).join("/");
  return parts.map((path) => {
    const others = named.get(path.at(-1)).filter((other) => tail(other, 0) !== tail(path, 0));
    let count = 1;
    while (count < path.length && others.some((other) => tail(other, count) === tail(path, count)))
      count += 1;
    return tail(path, count);
  });
}

function sheetName(sheet) {
  return sheet.record.path === null ? WORDS.unnamed : sheet.name;
}

function fileName(sheet) {
  const stem = sheetName(sheet).replace(/\.[^./]*$/, "").replaceAll("/", "-");
  return `${sheet.record.path === null ? sheet.id : stem}.json`;
}

function edit(sheet, annotation) {
  sheet.past.push(sheet.annotation);
  sheet.annotation = annotation;
  sheet.streams.clear();
}

function undo(sheet) {
  sheet.annotation = sheet.past.pop();
  sheet.streams.clear();
}

function isFilled(sheet) {
  return sheet.element.classList.contains("filled");
}

// The articles as they are corrected by now; known before a sheet is opened.
function articlesOf(sheet) {
  return sheet.annotation ? sheet.annotation.articles : readArticles(sheet.record);
}

function characterCount(sheet) {
  return sheet.record.text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "_").length;
}

function isUnsaved(sheet) {
  return sheet.annotation !== sheet.saved;
}

function linesOf(sheet, id) {
  return sheet.annotation.lines.filter((line) => line.article === id);
}

function articleOf(sheet, at) {
  return sheet.annotation.articles.find(
    (article) => article.id === sheet.annotation.lines[at].article,
  );
}

function numberOf(sheet, id) {
  return sheet.annotation.articles.findIndex((article) => article.id === id) + 1;
}

// What the reader of the page found of an article; nothing where a person made it.
function readArticle(sheet, id) {
  return id.startsWith("a") ? sheet.record.articles[Number(id.slice(1)) - 1] : undefined;
}

function titleLines(sheet, id) {
  return sheet.shown.filter((_, at) => {
    const line = sheet.annotation.lines[at];
    return line.article === id && line.role === "title";
  });
}

function titleOf(sheet, id) {
  return titleLines(sheet, id).join(" ") || WORDS.untitled;
}

// The file of a corrected page, as the training commands read it: the annotation and the text.
function goldPage(sheet) {
  const { articles, lines } = sheet.annotation;
  return {
    chars: characterCount(sheet),
    articles: articles.map((article) => ({ ...article, title: titleLines(sheet, article.id) })),
    lines,
    text: sheet.record.text,
  };
}

function streamOf(sheet, id) {
  if (!sheet.streams.has(id)) sheet.streams.set(id, stream(linesOf(sheet, id), sheet.points));
  return sheet.streams.get(id);
}

// The ids of the articles that a filter lets through; null stands for what belongs to none.
function fitting(sheet, { query, topics, kinds }) {
  const kept = articlesOf(opened(sheet)).filter(
    (article) =>
      (kinds.size === 0 || kinds.has(article.kind)) &&
      (topics.size === 0 || article.topics.some((topic) => topics.has(visible(topic)))),
  );
  const ids = kept.map((article) => article.id);
  if (topics.size === 0 && kinds.size === 0) ids.push(null);
  return new Set(query ? ids.filter((id) => streamOf(sheet, id).text.includes(query)) : ids);
}

// The stretches of the source to mark: the summaries, the evidence asked for, what was searched.
function marksOf(sheet, filter) {
  const summary = sheet.record.articles.flatMap((article) =>
    article.summary.flatMap((sentence) =>
      sentence.spans.map(([start, end], at) => ({ start, end, name: "summary", first: !at })),
    ),
  );
  const evidence = sheet.evidence.map(([start, end]) => ({ start, end, name: "evidence" }));
  const found = filter.query
    ? [...fitting(sheet, filter)].flatMap((id) => hits(streamOf(sheet, id), filter.query))
    : [];
  return [...summary, ...evidence, ...found];
}
