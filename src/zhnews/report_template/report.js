// What is chosen in the report, and what becomes of each click and key.

const records = JSON.parse(document.getElementById("records").textContent);
// The topics that were looked for, where they are not the house's.
const ownTopics = JSON.parse(document.getElementById("topics").textContent);
const names = shortPaths(records.map(({ path }) => path));
const sheets = records.map((record, at) => newSheet(record, at, names[at]));
const filter = { query: "", topics: new Set(), kinds: new Set() };
let selected = null; // {sheet, at}: the line that is spoken of
let hovered = [];

// Pages are filled when they come near the screen: two hundred of them open as fast as one.

function fill(sheet) {
  if (!isFilled(sheet)) fillPage(sheet, filter);
}

function sheetOf(node) {
  const section = node.closest(".page");
  return section && sheets.find((sheet) => sheet.element === section);
}

function fillNearScreen() {
  const onEntries = (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) fill(sheetOf(target));
  };
  const watch = new IntersectionObserver(onEntries, { rootMargin: "800px" });
  for (const sheet of sheets) watch.observe(sheet.element);
}

// Filter and search.

function onSearch(event) {
  filter.query = searchable(event.target.value);
  applyFilter();
  showFirstHit();
}

function toggleFilter(button) {
  const values = filter[button.dataset.field];
  const on = !values.has(button.dataset.value);
  if (on) values.add(button.dataset.value);
  else values.delete(button.dataset.value);
  button.setAttribute("aria-pressed", on);
  applyFilter();
}

function applyFilter() {
  const filtering = filter.query || filter.topics.size || filter.kinds.size;
  let count = 0;
  for (const sheet of sheets) {
    const ids = fitting(sheet, filter);
    const stay = ids.size > 0 || !filtering;
    sheet.element.hidden = !stay;
    const entry = $(`[data-page="${sheet.id}"]`);
    if (entry) entry.hidden = !stay;
    if (isFilled(sheet)) paint(sheet, filter);
    count += ids.size - ids.has(null);
  }
  showCount(count);
}

function showFirstHit() {
  const sheet = sheets.find(({ element: section }) => !section.hidden);
  if (!sheet) return;
  fill(sheet);
  const row = $("mark.hit", sheet.element)?.closest(".line");
  if (row) showInSource(sheet, Number(row.dataset.at));
}

// Choose the next line with what is searched, on a later page if need be; behind the last comes
// the first.
function chooseNextHit() {
  const open = sheets.filter(({ element: section }) => !section.hidden);
  if (!open.length) return;
  const here = selected?.sheet ?? open[0];
  const later = open.findIndex(({ number }) => number >= here.number);
  const from = Math.max(0, later);
  for (let step = 0; step <= open.length; step += 1) {
    const sheet = open.at((from + step) % open.length);
    fill(sheet);
    const after = step === 0 && sheet === selected?.sheet ? selected.at : -1;
    const rows = [...sheet.element.querySelectorAll(".line:has(mark.hit)")];
    const row = rows.find(({ dataset }) => Number(dataset.at) > after);
    if (!row) continue;
    choose(sheet, Number(row.dataset.at));
    if (step) aimAt(sheet.element, 4);
    return;
  }
}

function showCount(count) {
  const all = sum(sheets.map((sheet) => articlesOf(sheet).length));
  $(".shown").textContent = WORDS.shown(count, all);
  $(".nothing").hidden = sheets.some((sheet) => !sheet.element.hidden);
}

// Choosing a line: it and its like are shown in both columns, and spoken of at the foot.

function select(sheet, at) {
  letGo();
  selected = { sheet, at };
  const row = lineRow(sheet, at);
  for (const other of sheet.element.querySelectorAll('.line[tabindex="0"]')) other.tabIndex = -1;
  row.tabIndex = 0;
  row.setAttribute("aria-selected", true);
  for (const node of alike(sheet, at)) node.classList.add("active");
  inspect();
}

function deselect() {
  letGo();
  inspect();
}

function letGo() {
  if (!selected) return;
  for (const node of document.querySelectorAll(".active")) node.classList.remove("active");
  lineRow(selected.sheet, selected.at)?.setAttribute("aria-selected", false);
  selected = null;
}

function inspect() {
  $(".inspector").hidden = selected === null;
  if (selected) tell();
  measureBars();
}

function tell() {
  const walked = document.activeElement.closest(".line"); // which is read out as it is
  $(".said").setAttribute("aria-live", walked ? "off" : "polite");
  $(".said").textContent = lineInWords(selected.sheet, selected.at);
  $(".controls").replaceChildren(...controls(selected.sheet, selected.at));
}

function lineRow(sheet, at) {
  return document.getElementById(lineId(sheet, at));
}

function storyOf(sheet, at) {
  const { article } = sheet.annotation.lines[at];
  return article && $(`.story[data-article="${article}"]`, sheet.element);
}

function alike(sheet, at) {
  const fragment = $(`.fragment[data-at="${at}"]`, sheet.element);
  return [lineRow(sheet, at), fragment, storyOf(sheet, at)].filter(Boolean);
}

function showInSource(sheet, at) {
  const row = lineRow(sheet, at);
  const source = row.parentElement;
  source.scrollTop = row.offsetTop - source.clientHeight / 3;
}

function showInStories(sheet, at) {
  const beside = matchMedia("(min-width: 60rem)").matches;
  if (beside) $(`.fragment[data-at="${at}"]`, sheet.element)?.scrollIntoView({ block: "nearest" });
}

function hover(node) {
  for (const other of hovered) other.classList.remove("hover");
  const sheet = node && sheetOf(node);
  hovered = sheet ? alike(sheet, Number(node.dataset.at)) : [];
  for (const other of hovered) other.classList.add("hover");
}

// Evidence of a topic: its panel opens, its terms and sentences are marked in the source.

function toggleEvidence(chip) {
  const sheet = sheetOf(chip);
  const opens = chip.getAttribute("aria-expanded") === "false";
  const chips = sheet.element.querySelectorAll(".chip");
  for (const other of chips) setOpen(other, other === chip && opens);
  const read = readArticle(sheet, chip.closest(".story").dataset.article);
  const found = opens && read?.topics.find(({ topic }) => visible(topic) === chip.dataset.topic);
  const shown = found ? [...found.terms, ...found.sentences] : [];
  sheet.evidence = shown.flatMap(({ spans }) => spans);
  paint(sheet, filter);
}

function setOpen(chip, open) {
  chip.setAttribute("aria-expanded", open);
  document.getElementById(chip.getAttribute("aria-controls")).hidden = !open;
}

// Corrections.

function correct(sheet, annotation) {
  edit(sheet, annotation);
  refresh(sheet);
}

// Show a page anew after an edit, with the same line chosen and the same control in focus; where
// that is gone, a control near it, so that nobody at a keyboard begins again at the top.
function refresh(sheet) {
  const at = selected?.sheet === sheet ? selected.at : null;
  const focused = document.activeElement;
  const control = focused.dataset.control || focused.dataset.act;
  const inInspector = focused.closest(".inspector") !== null;
  const scrolled = $(".source", sheet.element).scrollTop;
  sheet.evidence = [];
  fillPage(sheet, filter);
  $(".source", sheet.element).scrollTop = scrolled;
  fillFrame(sheets, filter);
  applyFilter();
  if (at !== null) select(sheet, at);
  const place = inInspector ? $(".inspector") : $(".page-tools", sheet.element);
  const same = $(`[data-control="${control}"]:enabled, [data-act="${control}"]:enabled`, place);
  const near = inInspector ? $(".controls :enabled") : $('.line[tabindex="0"]', sheet.element);
  (same || near).focus({ preventScroll: true });
  $("p.heard").textContent = stateInWords(sheet);
}

function addTopic(sheet, article) {
  const topic = topicCalled($('[data-control="topic"]').value.trim());
  if (!topic || article.topics.includes(topic)) return;
  setTopics(sheet, article, [...article.topics, topic]);
}

// A topic goes by the name that was looked for or that pages have it by, else by its Chinese name,
// else it is a new one.
function topicCalled(name) {
  if (ownTopics) return name;
  const seen = sheets.flatMap(articlesOf).some(({ topics }) => topics.includes(name));
  const known = Object.entries(WORDS.topicNames).find(([, shown]) => shown === name);
  return seen || !known ? name : known[0];
}

function setTopics(sheet, article, topics) {
  correct(sheet, withArticleFields(sheet.annotation, article.id, { topics }));
}

function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function saveCorrections(sheet) {
  save(fileName(sheet), `${JSON.stringify(goldPage(sheet), null, 1)}\n`);
  sheet.saved = sheet.annotation;
  refresh(sheet);
}

function toggleCorrecting(button) {
  const on = document.body.classList.toggle("is-correcting");
  button.setAttribute("aria-pressed", on);
}

// What a button does, by the name in its `data-act`.
const ACTS = {
  filter: toggleFilter,
  correct: toggleCorrecting,
  download: () => save("pages.json", JSON.stringify(records)),
  close: () => {
    const { sheet, at } = selected;
    deselect();
    lineRow(sheet, at).focus();
  },
  point: (button) => {
    const sheet = sheetOf(button);
    const { article } = button.closest(".story").dataset;
    choose(sheet, sheet.annotation.lines.findIndex((line) => line.article === article));
  },
  sentence: (link) => choose(sheetOf(link), Number(link.dataset.at)),
  undo: (button) => {
    const sheet = sheetOf(button);
    undo(sheet);
    refresh(sheet);
  },
  save: (button) => saveCorrections(sheetOf(button)),
  split: () => correct(selected.sheet, splitAt(selected.sheet.annotation, selected.at)),
  merge: () => {
    const { sheet, at } = selected;
    const into = $('[data-control="into"]').value;
    correct(sheet, merged(sheet.annotation, articleOf(sheet, at).id, into));
  },
  drop: (button) => {
    const { sheet, at } = selected;
    const article = articleOf(sheet, at);
    const gone = button.dataset.topic;
    setTopics(sheet, article, article.topics.filter((topic) => visible(topic) !== gone));
  },
  add: () => addTopic(selected.sheet, articleOf(selected.sheet, selected.at)),
};

// What a choice in the inspector does, by the name in its `data-control`.
const CONTROLS = {
  role: (sheet, at, value) => withRole(sheet.annotation, at, value),
  belongs: ({ annotation }, at, value) =>
    value === "new" ? alone(annotation, at) : withArticle(annotation, at, value || null),
  joins: (sheet, at, value, checked) => withJoin(sheet.annotation, at, checked),
  kind: (sheet, at, value) =>
    withArticleFields(sheet.annotation, articleOf(sheet, at).id, { kind: value }),
};

// Choose a line from outside the source, and bring it into view there.
function choose(sheet, at) {
  select(sheet, at);
  showInSource(sheet, at);
}

// Clicks, keys, printing.

function onClick(event) {
  const act = event.target.closest("[data-act]");
  const chip = event.target.closest(".chip");
  const place = event.target.closest("[data-at]");
  if (act) {
    event.preventDefault(); // a link to a line is more than a jump
    ACTS[act.dataset.act](act);
  } else if (chip) toggleEvidence(chip);
  else if (place) chooseAt(place);
}

function chooseAt(place) {
  const sheet = sheetOf(place);
  const at = Number(place.dataset.at);
  if (place.classList.contains("fragment")) choose(sheet, at);
  else {
    select(sheet, at);
    place.scrollIntoView({ block: "nearest" });
    showInStories(sheet, at);
  }
}

function onChange(event) {
  const control = CONTROLS[event.target.dataset.control];
  if (!control) return;
  const { sheet, at } = selected;
  correct(sheet, control(sheet, at, event.target.value, event.target.checked));
}

const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity, Enter: 0, " ": 0 };

function onKey(event) {
  if (event.isComposing) return; // the key is the input method's
  if (event.key === "Escape" && selected) ACTS.close();
  if (event.key === "Enter" && event.target.dataset?.control === "topic") ACTS.add();
  if (event.key === "Enter" && event.target.matches(".search")) chooseNextHit();
  const row = event.target.closest?.(".line");
  if (!row) return;
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const rows = [...row.parentElement.children];
  const at = Math.min(rows.length - 1, Math.max(0, Number(row.dataset.at) + step));
  rows[at].focus();
  chooseAt(rows[at]);
  if (event.key === "Enter") $(".controls :enabled").focus(); // seen, and so in focus, in correction
}

function goToHash() {
  const sheet = sheets.find(({ id }) => `#${id}` === location.hash);
  if (!sheet) return;
  fill(sheet);
  aimAt(sheet.element, 4);
}

// Pages near the screen grow while they are laid out, and push the goal away: aim again.
function aimAt(goal, times) {
  goal.scrollIntoView();
  if (times > 1) requestAnimationFrame(() => aimAt(goal, times - 1));
}

function listen() {
  $(".search").addEventListener("input", onSearch);
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerover", (event) => hover(event.target.closest("[data-at]")));
  const watch = new ResizeObserver(measureBars);
  for (const bar of [$(".toolbar"), $(".inspector")]) watch.observe(bar);
  addEventListener("hashchange", goToHash);
  addEventListener("beforeprint", () => sheets.forEach(fill));
  addEventListener("beforeunload", (event) => {
    if (sheets.some(isUnsaved)) event.preventDefault(); // corrections would be lost
  });
}

// Tell the style how high the bars are, so that nothing that is looked for lies under them.
function measureBars() {
  const { style } = document.documentElement;
  style.setProperty("--bar", `${$(".toolbar").offsetHeight}px`);
  style.setProperty("--foot", `${$(".inspector").offsetHeight}px`);
}

frame(sheets, filter);
listen();
fillNearScreen();
showCount(sum(records.map((record) => record.articles.length)));
goToHash();
