// The frame of the report: masthead, filters, table of contents.

const $ = (selector, within = document) => within.querySelector(selector);

function frame(sheets, filter) {
  document.title = visible([WORDS.title, ...sheets.slice(0, 1).map(sheetName)].join(" · "));
  const main = element("main", { id: "pages", tabindex: -1 }, ...sheets.map(emptyPage));
  main.append(element("p", { class: "nothing", hidden: true }, WORDS.nothing));
  document.body.append(
    element("a", { class: "skip", href: "#pages" }, WORDS.skip),
    masthead(),
    toolbar(),
    element("div", { class: "layout" }, sheets.length > 1 ? contents() : null, main),
    inspector(),
    element("p", { class: "heard", role: "status" }), // for screen readers alone
    element("datalist", { id: "topic-names" }, ...topicOptions(sheets)),
  );
  fillFrame(sheets, filter);
}

// Write what corrections may change: counts, topics and kinds to filter by, the contents.
function fillFrame(sheets, filter) {
  const articles = sheets.flatMap(articlesOf);
  const facts = [
    WORDS.pageCount(sheets.length),
    WORDS.storyCount(articles.length),
    WORDS.characterCount(sum(sheets.map(characterCount))),
  ];
  $(".masthead .facts").textContent = facts.join(" · ");
  const topics = articles.flatMap((article) => article.topics.map(visible));
  const kinds = articles.map((article) => article.kind);
  $(".filter-groups").replaceChildren(
    filterGroup(WORDS.topics, "topics", counted(topics, filter.topics), filter, topicName),
    filterGroup(WORDS.kinds, "kinds", counted(kinds, filter.kinds), filter, kindName),
  );
  $(".contents ol")?.replaceChildren(...sheets.map(contentsEntry));
}

function masthead() {
  return element(
    "header",
    { class: "masthead" },
    element("h1", {}, WORDS.title),
    element("p", { class: "motto" }, WORDS.motto),
    element("p", { class: "facts" }),
  );
}

function toolbar() {
  const search = { class: "search", type: "search", placeholder: WORDS.search };
  return element(
    "div",
    { class: "toolbar", role: "search", "aria-label": WORDS.filters },
    element("input", { ...search, "aria-label": WORDS.search }),
    element("div", { class: "filter-groups" }),
    element(
      "div",
      { class: "toolbar-end" },
      element("p", { class: "shown", role: "status" }),
      element("button", { "data-act": "correct", "aria-pressed": "false" }, WORDS.correct),
      element("button", { "data-act": "download" }, WORDS.download),
    ),
  );
}

function filterGroup(label, field, counts, filter, nameOf) {
  const buttons = [...counts].map(([value, count]) => {
    const asked = { "data-act": "filter", "data-field": field, "data-value": value };
    const pressed = String(filter[field].has(value));
    const shown = element("small", {}, count);
    return element("button", { ...asked, "aria-pressed": pressed }, `${nameOf(value)} `, shown);
  });
  const group = { class: "filters", role: "group", "aria-label": label, hidden: !counts.size };
  return element("div", group, element("span", { class: "filters-name" }, label), ...buttons);
}

function contents() {
  const title = element("summary", {}, WORDS.contents);
  const list = element("details", { open: true }, title, element("ol"));
  return element("nav", { class: "contents", "aria-label": WORDS.contents }, list);
}

function contentsEntry(sheet) {
  const articles = articlesOf(sheet);
  const counts = counted(articles.flatMap(({ topics }) => topics));
  const said = [...counts].map(([topic, count]) => `${topicName(topic)} ${count}`);
  return element(
    "li",
    { "data-page": sheet.id, hidden: sheet.element.hidden },
    element("a", { href: `#${sheet.id}` }, `${sheet.number}　${sheetName(sheet)}`),
    element("span", { class: "entry-facts" }, WORDS.storyCount(articles.length)),
    said.length ? element("span", { class: "entry-facts" }, said.join(" · ")) : null,
  );
}

function inspector() {
  return element(
    "aside",
    { class: "inspector", "aria-label": WORDS.selection, hidden: true },
    element("p", { class: "said", role: "status" }),
    element("p", { class: "correcting facts keys" }, WORDS.keys),
    element("button", { class: "close", "data-act": "close", "aria-label": WORDS.close }, "×"),
    element("div", { class: "correcting controls" }),
  );
}

function topicOptions(sheets) {
  const seen = sheets.flatMap(articlesOf).flatMap(({ topics }) => topics);
  const names = new Set([...(ownTopics || Object.keys(WORDS.topicNames)), ...seen]);
  return [...names].map((topic) => element("option", { value: topicName(topic) }));
}

// How often each value occurs, the most frequent first; `also` are there even where none does.
function counted(values, also = []) {
  const counts = new Map([...also].map((value) => [value, 0]));
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return new Map([...counts].sort((one, other) => other[1] - one[1]));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
