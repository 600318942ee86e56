"use strict";
// All content comes from data in the page, and is inserted as text, never as HTML.
(() => {
  const SIDES = ["gold", "predicted"];
  const NONE = "(none)";
  // For each confusion table, the layer and the field of its items.
  const CATEGORIES = {
    quote_type: ["attribution", "quote_type"],
    attribution_type: ["attribution", "type"],
    claim_kind: ["claim", "kind"],
    claim_factuality: ["claim", "factuality"],
  };
  const ROLES = ["content", "source", "cue", "evidence"];
  const classes = JSON.parse(document.getElementById("classes").textContent);
  const byId = (id) => document.getElementById(id);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const toggles = all("button[data-facet]");
  const cells = all("button.cell");
  const list = byId("list");

  const articles = all("details.article").map((details) => {
    const data = JSON.parse(details.querySelector("script").textContent);
    data.rows.forEach((row, index) => {
      row.number = index + 1;
      if (row.gold && row.predicted) row.predicted = completed(row.predicted, row.gold);
      row.errors ??= [];
      row.classes = row.left_out ? ["left_out"] : row.errors.length ? row.errors : ["right"];
      row.types = SIDES.map((side) => row[side]?.quote_type).filter(Boolean);
      row.items = SIDES.filter((side) => row[side]).map((side) => `${side}:${row[side].id}`);
    });
    const errors = data.rows.reduce((sum, row) => sum + row.errors.length, 0);
    return { details, ...data, errors, matching: details.querySelector(".matching"), built: null };
  });

  // A prediction has only the fields that differ from its gold; null if only gold has a value.
  function completed(predicted, gold) {
    const values = Object.entries({ ...gold, ...predicted });
    return Object.fromEntries(values.filter(([, value]) => value !== null));
  }

  // The filters are read from the address, changed by the controls and written back.

  const state = {
    errors: new Set(), layer: new Set(), quote: new Set(),
    article: null, only: false, query: "", cell: null, item: null, order: "",
  };

  function readAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const facet of ["errors", "layer", "quote"]) {
      const known = toggles.filter((b) => b.dataset.facet === facet).map((b) => b.dataset.value);
      state[facet] = new Set((said.get(facet) ?? "").split(",").filter((v) => known.includes(v)));
    }
    const id = said.get("article");
    state.article = articles.find((article) => article.id === id) ?? null;
    state.only = said.has("only");
    state.query = said.get("query") ?? "";
    state.item = said.get("item");
    state.order = said.get("order") === "errors" ? "errors" : "";
    const category = said.get("category");
    state.cell = Object.hasOwn(CATEGORIES, category ?? "")
      ? { category, gold: said.get("gold"), predicted: said.get("predicted") }
      : null;
  }

  function writeAddress() {
    const said = new URLSearchParams();
    for (const facet of ["errors", "layer", "quote"]) {
      if (state[facet].size) said.set(facet, [...state[facet]].join(","));
    }
    if (state.article) said.set("article", state.article.id);
    if (state.only) said.set("only", "1");
    if (state.query) said.set("query", state.query);
    if (state.order) said.set("order", state.order);
    if (state.cell) for (const name in state.cell) said.set(name, state.cell[name]);
    history.replaceState(null, "", `#${said}`);
  }

  function inCell(row, { category, gold, predicted }) {
    const [layer, field] = CATEGORIES[category];
    if (row.left_out || row.layer !== layer) return false;
    const [ours, theirs] = SIDES.map((side) => row[side]?.[field] ?? NONE);
    // If the two overlap too little to be compared, each counts as without a counterpart.
    if (row.loose) {
      return (gold === ours && predicted === NONE) || (gold === NONE && predicted === theirs);
    }
    return gold === ours && predicted === theirs;
  }

  // The searchable text of an item, made on first use.
  function words(article, row) {
    row.words ??= [
      article.id,
      article.details.querySelector("h3").textContent,
      ...SIDES.filter((side) => row[side]).flatMap((side) => [
        row[side].id, row[side].text, ...(row[side].speakers ?? []),
        ...ROLES.map((role) => textOf(article, row[side][role])),
      ]),
    ].join(" ").toLocaleLowerCase();
    return row.words;
  }

  function textOf(article, runs = []) {
    const parts = [];
    for (let i = 0; i < runs.length; i += 2) {
      parts.push(article.pieces.slice(runs[i], runs[i + 1]).join(""));
    }
    return parts.join(" … ");
  }

  const passes = {
    errors: (row) => !state.errors.size || row.classes.some((name) => state.errors.has(name)),
    layer: (row) => !state.layer.size || state.layer.has(row.layer),
    quote: (row) => !state.quote.size || row.types.some((type) => state.quote.has(type)),
    article: (_, article) => !state.article || state.article === article,
    only: (row) => !state.only || row.errors.length > 0,
    query: (row, article) => !state.query || words(article, row).includes(state.query.toLocaleLowerCase()),
    cell: (row) => !state.cell || inCell(row, state.cell),
  };

  const tests = Object.entries(passes);
  const facetValues = {
    errors: (row) => row.classes,
    layer: (row) => [row.layer],
    quote: (row) => new Set(row.types),
  };

  function apply() {
    const counts = { errors: {}, layer: {}, quote: {} };
    let shown = 0, total = 0, shownArticles = 0;
    for (const article of articles) {
      let matching = 0;
      for (const row of article.rows) {
        const failed = tests.filter(([, test]) => !test(row, article)).map(([name]) => name);
        row.hidden = failed.length > 0;
        if (!row.hidden) matching += 1;
        // A button has the number of items that it would show with the other filters.
        for (const facet in counts) {
          if (failed.length === 0 || (failed.length === 1 && failed[0] === facet)) {
            for (const value of facetValues[facet](row)) {
              counts[facet][value] = (counts[facet][value] ?? 0) + 1;
            }
          }
        }
      }
      const isFiltered = tests.some(([name]) => name !== "article" && isSet(name));
      const isShown = passes.article(null, article) && (matching > 0 || !isFiltered);
      article.details.hidden = !isShown;
      article.matching.textContent = isFiltered ? `${matching} of ${article.rows.length} shown` : "";
      shown += matching;
      total += article.rows.length;
      shownArticles += isShown;
      if (article.built) filterBody(article);
    }
    showControls(counts);
    byId("shown").textContent =
      `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} items, in ` +
      `${shownArticles.toLocaleString("en")} of ${articles.length.toLocaleString("en")} articles`;
    if (state.article) state.article.details.open = true;
  }

  const isSet = (name) => (state[name] instanceof Set ? state[name].size > 0 : Boolean(state[name]));

  function showControls(counts) {
    for (const button of toggles) {
      const { facet, value } = button.dataset;
      button.setAttribute("aria-pressed", state[facet].has(value));
      button.querySelector(".count").textContent = (counts[facet][value] ?? 0).toLocaleString("en");
    }
    for (const cell of cells) {
      const { category, gold, predicted } = cell.dataset;
      const chosen = state.cell;
      const isPressed = chosen !== null && chosen.category === category &&
        chosen.gold === gold && chosen.predicted === predicted;
      cell.setAttribute("aria-pressed", isPressed);
    }
    byId("article").value = state.article ? articles.indexOf(state.article) : "";
    byId("only").checked = state.only;
    byId("order").value = state.order;
    if (byId("query").value !== state.query) byId("query").value = state.query;
    const { category, gold, predicted } = state.cell ?? {};
    byId("cell-filter").textContent = category
      ? `only ${category.replaceAll("_", " ")}: gold ${gold}, predicted ${predicted}` : "";
    byId("clear").disabled = !tests.some(([name]) => isSet(name));
    const order = [...articles];
    if (state.order === "errors") order.sort((a, b) => b.errors - a.errors);
    if (order.some((article, index) => list.children[index] !== article.details)) {
      list.append(...order.map((article) => article.details));
    }
  }

  function change(update) {
    update();
    apply();
    writeAddress();
  }

  // One article: its paragraphs with gold and predicted side by side, and all its items.

  function make(name, className = "", ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function build(article) {
    article.built = { marks: new Map(article.rows.map((row) => [row, []])), chosen: null };
    const texts = make("div", "texts");
    texts.tabIndex = 0;
    texts.setAttribute("role", "region");
    texts.setAttribute("aria-label", "Text, gold beside predicted");
    texts.append(make("div", "heads", make("h4", "", "Gold"), make("h4", "", "Predicted")));
    const cover = Object.fromEntries(SIDES.map((side) => [side, coverOf(article, side)]));
    let start = 0;
    article.pieces.forEach((piece, index) => {
      if (!piece.endsWith("\n") && index < article.pieces.length - 1) return;
      const paragraph = paragraphOf(article, cover, start, index + 1);
      if (paragraph) texts.append(paragraph);
      start = index + 1;
    });
    const items = make("ol", "rows", ...article.rows.map((row) => rowOf(article, row)));
    article.details.querySelector(".body").append(texts, items);
    filterBody(article);
  }

  // For each piece, the items that cover it, shortest first, and the items that begin there.
  function coverOf(article, side) {
    const cover = article.pieces.map(() => ({ by: [], starting: [] }));
    for (const row of article.rows) {
      for (const role of ROLES) {
        const runs = row[side]?.[role] ?? [];
        const size = textOf(article, runs).length + (role === "evidence" ? 1e9 : 0);
        for (let i = 0; i < runs.length; i += 2) {
          for (let at = runs[i]; at < runs[i + 1]; at += 1) cover[at].by.push({ row, role, size });
          if (role === "content" || role === "evidence") cover[runs[i]].starting.push({ row, role });
        }
      }
    }
    for (const { by } of cover) by.sort((a, b) => a.size - b.size);
    return cover;
  }

  function paragraphOf(article, cover, start, end) {
    if (!article.pieces.slice(start, end).join("").trim()) return null;
    const isPlain = SIDES.every((side) => cover[side].slice(start, end).every((c) => !c.by.length));
    const sides = SIDES.map((side) => {
      const text = make("p", side);
      text.dir = "auto";
      text.lang = article.lang;
      for (let at = start; at < end; at += 1) {
        const { by, starting } = cover[side][at];
        for (const { row, role } of starting) text.append(tagOf(article, row, role));
        text.append(markOf(article, by, article.pieces[at]));
      }
      return text;
    });
    return make("div", isPlain ? "paragraph plain" : "paragraph", ...sides);
  }

  function markOf(article, by, text) {
    if (!by.length) return text;
    const mark = make("span", "mark", text);
    mark.by = by;
    remember(article, mark, by.map(({ row }) => row));
    return mark;
  }

  // A piece is styled by the items that cover it; its colour is that of the innermost content, or
  // of the innermost evidence if only claims are shown.
  function dress(mark, coloured) {
    const shown = mark.by.filter(({ row }) => !row.hidden);
    const contents = shown.filter(({ role }) => role === coloured);
    const kept = ["mark", "lit", "chosen"].filter((name) => mark.classList.contains(name));
    mark.className = [...kept, ...shown.map(({ role }) => role)].join(" ");
    if (contents.length) mark.classList.add(contents[0].row.classes[0]);
    mark.classList.toggle("nested", contents.length > 1);
  }

  function tagOf(article, row, role) {
    const letters = row.classes.map((name) => classes[name][0]).join("");
    const tag = make("span", `tag ${role} ${row.classes[0]}`, `${row.number}${letters}`);
    tag.title = `${row.number}: ${row.classes.map((name) => classes[name][1]).join(", ")}`;
    remember(article, tag, [row]);
    return tag;
  }

  function remember(article, element, rows) {
    element.rows = rows;
    for (const row of rows) article.built.marks.get(row).push(element);
  }

  function rowOf(article, row) {
    const number = make("button", "number", String(row.number));
    number.type = "button";
    number.setAttribute("aria-pressed", "false");
    number.setAttribute("aria-label", `${row.layer} ${row.number}: show it in the text`);
    const badges = row.classes.map((name) =>
      make("span", `badge ${name}`, make("b", "", classes[name][0]), ` ${classes[name][1]}`));
    const isFound = row.left_out ? null
      : make("span", "found", row.found ? "✓ counts as found" : "✗ not found");
    const heading = make("div", "head", number, make("span", "layer", row.layer), ...badges, isFound);
    const item = make("li", "row", heading, comparisonOf(article, row));
    item.tabIndex = -1;
    item.row = row;
    row.element = item;
    return item;
  }

  function comparisonOf(article, row) {
    const body = make("tbody");
    for (const [title, tell] of row.layer === "claim" ? CLAIM_LINES : ATTRIBUTION_LINES) {
      const [gold, predicted] = SIDES.map((side) => (row[side] ? tell(row[side], article, side) : ""));
      if (!gold && !predicted) continue;
      const head = make("th", "", title);
      head.scope = "row";
      const line = make("tr", "", head, cellOf(row.gold, gold));
      if (gold === predicted) line.lastChild.colSpan = 2;
      else line.append(cellOf(row.predicted, predicted));
      const isPaired = row.gold && row.predicted;
      if (isPaired && gold !== predicted && !IN_OTHER_WORDS.has(title)) line.className = "differs";
      body.append(line);
    }
    const heads = ["", "gold", "predicted"].map((title) => make(title ? "th" : "td", "", title));
    heads.slice(1).forEach((head) => { head.scope = "col"; });
    return make("table", "sides", make("thead", "", make("tr", "", ...heads)), body);
  }

  function cellOf(item, text) {
    const cell = make("td", text ? "" : "nothing", text || (item ? "none" : "—"));
    cell.dir = "auto";
    return cell;
  }

  // Items are named by their numbers, which are equal on both sides.
  function numberOf(article, side, id) {
    const found = article.rows.find((row) => row.layer === "attribution" && row[side]?.id === id);
    return found ? `attribution ${found.number}` : id;
  }

  // These can differ in an item without an error.
  const IN_OTHER_WORDS = new Set(["speaker", "claim", "doubt", "id"]);
  const ATTRIBUTION_LINES = [
    ["content", (item, article) => textOf(article, item.content)],
    ["source", (item, article) => textOf(article, item.source)],
    ["cue", (item, article) => textOf(article, item.cue)],
    ["speaker", (item) => (item.speakers ?? []).join(", ")],
    ["type", (item) => [item.quote_type, item.type, item.negated && "negated"].filter(Boolean).join(", ")],
    ["through", ({ parent }, article, side) => (parent ? numberOf(article, side, parent) : "")],
    ["doubt", (item) => item.doubt ?? ""],
    ["id", (item) => item.id],
  ];
  const CLAIM_LINES = [
    ["claim", (item) => item.text],
    ["evidence", (item, article) => textOf(article, item.evidence)],
    ["kind", (item) => `${item.kind}, ${item.factuality}`],
    ["whose", ({ attribution }, article, side) =>
      (attribution ? numberOf(article, side, attribution) : "the article’s own")],
    ["doubt", (item) => item.doubt ?? ""],
    ["id", (item) => item.id],
  ];

  function filterBody(article) {
    const claimsOnly = state.layer.size === 1 && state.layer.has("claim");
    article.details.classList.toggle("claims-only", claimsOnly);
    for (const row of article.rows) row.element.hidden = row.hidden;
    for (const elements of article.built.marks.values()) {
      for (const element of elements) {
        if (element.by) dress(element, claimsOnly ? "evidence" : "content");
        else element.classList.toggle("off", element.rows[0].hidden);
      }
    }
  }

  // Highlights an item on both sides while the pointer is on it, or until another is selected.

  function light(article, row, className, isOn) {
    row.element.classList.toggle(className, isOn);
    for (const mark of article.built.marks.get(row)) mark.classList.toggle(className, isOn);
  }

  function choose(article, row) {
    const before = article.built.chosen;
    if (before) {
      light(article, before, "chosen", false);
      before.element.querySelector(".number").setAttribute("aria-pressed", "false");
    }
    article.built.chosen = before === row ? null : row;
    if (!article.built.chosen) return;
    light(article, row, "chosen", true);
    row.element.querySelector(".number").setAttribute("aria-pressed", "true");
  }

  // Scrolls the element to the middle of its box, and the page as little as possible.
  function bringIntoView(element) {
    if (!element) return;
    const box = element.closest(".texts, .rows");
    const [inner, outer] = [element, box].map((each) => each.getBoundingClientRect());
    box.scrollTop += inner.top - outer.top - Math.max((outer.height - inner.height) / 2, 0);
    element.scrollIntoView({ block: "nearest" });
  }

  function rowAt(target) {
    const element = target.closest?.(".mark, .tag, li.row");
    if (!element) return null;
    return element.row ?? element.rows.find((row) => !row.hidden) ?? element.rows[0];
  }

  for (const article of articles) {
    const body = article.details.querySelector(".body");
    let pointed = null;
    const point = (row) => {
      if (pointed === row) return;
      if (pointed) light(article, pointed, "lit", false);
      pointed = row;
      if (pointed) light(article, pointed, "lit", true);
    };
    article.details.addEventListener("toggle", () => {
      if (article.details.open && !article.built) build(article);
    });
    body.addEventListener("pointerover", (event) => point(rowAt(event.target)));
    body.addEventListener("pointerleave", () => point(null));
    body.addEventListener("focusin", (event) => point(rowAt(event.target)));
    body.addEventListener("focusout", () => point(null));
    body.addEventListener("click", (event) => {
      const row = rowAt(event.target);
      if (!row || !getSelection().isCollapsed) return;
      if (event.target.closest("li.row") && !event.target.closest(".number")) return;
      choose(article, row);
      if (!article.built.chosen) return;
      if (event.target.closest(".number")) bringIntoView(article.built.marks.get(row)[0]);
      else bringIntoView(row.element);
    });
    body.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && article.built.chosen) choose(article, article.built.chosen);
    });
  }

  function followAddress() {
    // An address without a value is a section of the page and does not change the filters.
    if (location.hash.length > 1 && !location.hash.includes("=")) {
      if (tests.some(([name]) => isSet(name))) writeAddress();
      return;
    }
    readAddress();
    apply();
    if (!state.article) return;
    const row = state.article.rows.find((each) => each.items.includes(state.item));
    if (!state.article.built) build(state.article);
    state.article.details.scrollIntoView();
    if (!row) return;
    if (state.article.built.chosen !== row) choose(state.article, row);
    row.element.focus({ preventScroll: true });
    bringIntoView(row.element);
    bringIntoView(state.article.built.marks.get(row)[0]);
  }

  for (const button of toggles) {
    button.addEventListener("click", () => change(() => {
      const chosen = state[button.dataset.facet];
      if (!chosen.delete(button.dataset.value)) chosen.add(button.dataset.value);
    }));
  }
  for (const cell of cells) {
    cell.addEventListener("click", () => {
      const { category, gold, predicted } = cell.dataset;
      const isPressed = cell.getAttribute("aria-pressed") === "true";
      change(() => { state.cell = isPressed ? null : { category, gold, predicted }; });
      if (!isPressed) byId("shown").scrollIntoView({ block: "center" });
    });
  }
  let waiting = 0;
  byId("query").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change(() => { state.query = event.target.value.trim(); }), 150);
  });
  byId("article").addEventListener("change", (event) => change(() => {
    state.article = articles[event.target.value] ?? null;
  }));
  byId("only").addEventListener("change", (event) => change(() => { state.only = event.target.checked; }));
  byId("order").addEventListener("change", (event) => change(() => { state.order = event.target.value; }));
  byId("clear").addEventListener("click", () => change(() => {
    for (const facet of ["errors", "layer", "quote"]) state[facet].clear();
    Object.assign(state, { article: null, only: false, query: "", cell: null, item: null });
  }));
  byId("open-shown").addEventListener("click", () => {
    // More would take long to display.
    articles.filter((article) => !article.details.hidden).slice(0, 50)
      .forEach((article) => { article.details.open = true; });
  });
  byId("close-all").addEventListener("click", () => {
    articles.forEach((article) => { article.details.open = false; });
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", followAddress);
  if (articles.length === 1) articles[0].details.open = true;
  if (location.hash.includes("=")) followAddress();
  else apply();
})();
