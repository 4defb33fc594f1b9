// The bar at the foot: what the selected line is, and in correction what it should be.

function lineInWords(sheet, at) {
  const article = articleOf(sheet, at);
  const { line, role } = sheet.annotation.lines[at];
  const said = [
    WORDS.pageNumber(sheet.number),
    WORDS.lineNumber(line),
    WORDS.roleNames[role],
    article ? WORDS.storyNumber(numberOf(sheet, article.id)) : WORDS.none,
    article ? titleOf(sheet, article.id) : null,
  ];
  return visible(said.filter(Boolean).join(" · "));
}

function controls(sheet, at) {
  const article = articleOf(sheet, at);
  const rows = [lineControls(sheet, at, article)];
  if (article) rows.push(articleControls(sheet, article));
  return rows.map((row) => element("div", { class: "control-row" }, ...row));
}

function lineControls(sheet, at, article) {
  const { lines, articles } = sheet.annotation;
  const before = predecessors(lines)[at];
  const paragraph = !HEADLINES.includes(lines[at].role);
  const joinable = before !== null && lines[before].role === lines[at].role && paragraph;
  const stories = articles.map(({ id }) => [id, storyLabel(sheet, id)]);
  const places = [...stories, ["new", WORDS.newStory], ["", WORDS.none]];
  return [
    choice("role", WORDS.role, Object.entries(WORDS.roleNames), lines[at].role, !article),
    choice("belongs", WORDS.belongs, places, article ? article.id : ""),
    element(
      "label",
      {},
      element("input", {
        type: "checkbox",
        "data-control": "joins",
        checked: lines[at].joins_previous,
        disabled: !joinable,
      }),
      WORDS.joins,
    ),
    element("button", { "data-act": "split", disabled: before === null }, WORDS.split),
  ];
}

function articleControls(sheet, article) {
  const others = sheet.annotation.articles.filter(({ id }) => id !== article.id);
  const places = others.map(({ id }) => [id, storyLabel(sheet, id)]);
  const topics = article.topics.map((topic) =>
    element(
      "button",
      { "data-act": "drop", "data-topic": topic, "aria-label": WORDS.drop(topicName(topic)) },
      `${topicName(topic)} ×`,
    ),
  );
  return [
    element("strong", {}, WORDS.storyNumber(numberOf(sheet, article.id))),
    choice("kind", WORDS.kind, Object.entries(WORDS.kindNames), article.kind),
    choice("into", WORDS.mergeInto, places, ""),
    element("button", { "data-act": "merge", disabled: !others.length }, WORDS.merge),
    ...topics,
    element(
      "label",
      {},
      WORDS.addTopic,
      element("input", { "data-control": "topic", list: "topic-names", autocomplete: "off" }),
    ),
    element("button", { "data-act": "add" }, WORDS.add),
  ];
}

function storyLabel(sheet, id) {
  return `${numberOf(sheet, id)} ${titleOf(sheet, id)}`;
}

function choice(name, label, values, chosen, disabled = false) {
  const options = values.map(([value, text]) =>
    element("option", { value, selected: value === chosen }, text),
  );
  const select = element("select", { "data-control": name, disabled }, ...options);
  return element("label", {}, label, select);
}
