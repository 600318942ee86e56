"use strict";
// All content comes from data in the page, and is inserted as text, never as HTML.
(() => {
  const HUES = 7;
  const FACETS = ["quote", "kind", "naming", "checks"];
  const byId = (id) => document.getElementById(id);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const number = (value) => value.toLocaleString("en");
  const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

  function make(name, className = "", ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function button(className, text, label, act) {
    const element = make("button", className, text);
    element.type = "button";
    if (label) element.setAttribute("aria-label", label);
    if (act) element.addEventListener("click", act);
    return element;
  }

  // Reading the data: each statement gets its names, its claims and what the filters ask for.

  const records = all("script.record").map((script) => prepared(JSON.parse(script.textContent)));
  const toggles = all("button[data-facet]");

  function prepared(record) {
    record.sources ??= [];
    record.statements ??= [];
    record.claims ??= [];
    record.lost ??= [];
    record.claims.forEach((claim) => { claim.checks ??= []; });
    record.statements.forEach((statement) => {
      const by = (statement.by ?? []).map((place) => record.sources[place]);
      statement.sources = by;
      statement.colour = by.length ? `c${statement.by[0] % HUES}` : "nobody";
      statement.who = by.map((source) => source.name).join(" and ") || "no source given";
      statement.claims = [];
    });
    record.own = [];
    for (const claim of record.claims) {
      const holder = record.statements[claim.by];
      (holder ? holder.claims : record.own).push(claim);
    }
    for (const statement of record.statements) {
      statement.values = {
        quote: [statement.quote],
        kind: [...new Set(statement.sources.map((source) => source.kind))],
        naming: [...new Set(statement.sources.map((source) => source.naming))],
        checks: [...new Set(statement.claims.flatMap((claim) => claim.checks))],
      };
    }
    return record;
  }

  function textOf(record, passage = []) {
    if (!record.pieces) return passage.join(" … ");
    const parts = [];
    for (let i = 0; i < passage.length; i += 2) {
      parts.push(record.pieces.slice(passage[i], passage[i + 1]).join(""));
    }
    return parts.join(" … ");
  }

  // The searchable text of an article, made on first use.
  function words(record) {
    record.words ??= [
      record.id, record.title, record.about, (record.pieces ?? []).join(""),
      ...record.sources.map((source) => source.name),
      ...(record.pieces ? [] : record.statements.map((s) => textOf(record, s.said))),
    ].join("\n").toLocaleLowerCase();
    return record.words;
  }

  // What is shown is read from the address, changed by the controls, and written back.

  const state = { article: records[0] ?? null, item: null, query: "", source: "" };
  FACETS.forEach((facet) => { state[facet] = new Set(); });

  function readAddress() {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const facet of FACETS) {
      const known = toggles.filter((b) => b.dataset.facet === facet).map((b) => b.dataset.value);
      state[facet] = new Set((said.get(facet) ?? "").split(",").filter((v) => known.includes(v)));
    }
    state.query = said.get("query") ?? "";
    state.source = said.get("source") ?? "";
    state.article = records.find((record) => record.id === said.get("article")) ?? records[0] ?? null;
    state.item = said.get("item");
  }

  function address(record, item) {
    const said = new URLSearchParams();
    if (record) said.set("article", record.id);
    if (item) said.set("item", item);
    for (const facet of FACETS) if (state[facet].size) said.set(facet, [...state[facet]].join(","));
    if (state.query) said.set("query", state.query);
    if (state.source) said.set("source", state.source);
    return `#${said}`;
  }

  // In a frame without an address of its own, there is none to write.
  function writeAddress() {
    if (location.protocol !== "about:") history.replaceState(null, "", address(state.article, state.item));
  }

  const sourceOf = (source) => source.name.toLocaleLowerCase();
  const isFiltered = () => Boolean(state.source) || FACETS.some((facet) => state[facet].size);

  // The facets by which a statement is left out; a button counts what it alone leaves out.
  function against(statement) {
    const failed = FACETS.filter((facet) =>
      state[facet].size && !statement.values[facet].some((value) => state[facet].has(value)));
    const wanted = state.source.toLocaleLowerCase();
    if (wanted && !statement.sources.some((source) => sourceOf(source) === wanted)) failed.push("source");
    return failed;
  }

  function apply() {
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
    const query = state.query.trim().toLocaleLowerCase();
    let statements = 0, articles = 0;
    for (const record of records) {
      const isFound = !query || words(record).includes(query);
      let matching = 0;
      for (const statement of record.statements) {
        const failed = against(statement);
        statement.hidden = failed.length > 0;
        matching += !statement.hidden;
        if (!isFound) continue;
        for (const facet of FACETS) {
          if (failed.length && (failed.length > 1 || failed[0] !== facet)) continue;
          for (const value of statement.values[facet]) counts[facet][value] = (counts[facet][value] ?? 0) + 1;
        }
      }
      record.hidden = !isFound || (isFiltered() && !matching);
      showLine(record, matching);
      if (record.hidden) continue;
      statements += matching;
      articles += 1;
    }
    showControls(counts, statements, articles);
    showFiltered();
    highlight(query);
  }

  // A line of the list; what has not changed is not written, since there may be thousands.
  function showLine(record, matching) {
    if (!record.line) return;
    const line = record.line.parentElement;
    if (line.hidden !== record.hidden) line.hidden = record.hidden;
    const all = count(record.statements.length, "quote");
    const text = isFiltered() ? `${number(matching)} of ${all}` : all;
    if (record.lineText === text) return;
    record.lineText = text;
    record.line.lastChild.textContent = text;
  }

  function showControls(counts, statements, articles) {
    for (const toggle of toggles) {
      const { facet, value } = toggle.dataset;
      const found = counts[facet][value] ?? 0;
      toggle.setAttribute("aria-pressed", state[facet].has(value));
      toggle.querySelector(".count").textContent = number(found);
      toggle.disabled = !found && !state[facet].has(value);
    }
    byId("shown").textContent = records.length === 1
      ? `${count(statements, "quote")} shown`
      : `${count(statements, "quote")} in ${number(articles)} of ${count(records.length, "article")}`;
    const only = byId("only-source");
    only.hidden = !state.source;
    only.textContent = `only ${state.source} ✕`;
    byId("clear").disabled = !isFiltered() && !state.query;
    if (byId("query").value !== state.query) byId("query").value = state.query;
    if (isFiltered()) byId("facets").open = true;
  }

  function change(update) {
    update();
    apply();
    if (state.article?.hidden) {
      const next = records.find((record) => !record.hidden);
      if (next) open(next);
    }
    writeAddress();
  }

  // One article: its text with what was said, and the sources, statements and claims beside it.

  let shown = null;

  function open(record) {
    state.article = record;
    shown = { record, marks: new Map(), cards: new Map(), lit: [], chosen: null };
    byId("reading").replaceChildren(...readingOf(record));
    byId("said").replaceChildren(...saidOf(record));
    for (const other of records) other.line?.setAttribute("aria-current", other === record);
    const title = byId("title");
    if (!title.hasAttribute("data-given") && records.length === 1) {
      title.firstChild.textContent = record.title || record.id;
    }
    showFiltered();
    highlight(state.query.trim().toLocaleLowerCase());
  }

  function readingOf(record) {
    const heading = make("h2", "", record.title || record.id);
    heading.dir = "auto";
    const about = [record.about, record.title ? record.id : "", record.url].filter(Boolean).join(" · ");
    const text = make("div", "text");
    if (!record.pieces) text.append(make("p", "facts", "The record was written without the article’s text."));
    else text.append(...paragraphsOf(record));
    // Of a page with one article, its title is the page's.
    const isTitled = records.length === 1 && !byId("title").hasAttribute("data-given");
    return [isTitled ? null : heading, make("p", "about", about), text].filter(Boolean);
  }

  function paragraphsOf(record) {
    const cover = coverOf(record);
    const paragraphs = [];
    let paragraph = null;
    record.pieces.forEach((piece, at) => {
      paragraph ??= make("p");
      for (const statement of cover[at].starting) paragraph.append(tagOf(record, statement));
      paragraph.append(markOf(cover[at].by, piece));
      if (!piece.endsWith("\n") && at < record.pieces.length - 1) return;
      paragraph.dir = "auto";
      if (record.lang) paragraph.lang = record.lang;
      if (paragraph.textContent.trim()) paragraphs.push(paragraph);
      paragraph = null;
    });
    return paragraphs;
  }

  // For each piece, what covers it, shortest first, and the statements that begin there.
  function coverOf(record) {
    const cover = record.pieces.map(() => ({ by: [], starting: [] }));
    const put = (item, role, passage = []) => {
      const size = passage.reduce((sum, at, i) => sum + (i % 2 ? at : -at), 0);
      for (let i = 0; i < passage.length; i += 2) {
        for (let at = passage[i]; at < passage[i + 1]; at += 1) cover[at].by.push({ item, role, size });
      }
    };
    for (const statement of record.statements) {
      put(statement, "said", statement.said);
      put(statement, "source", statement.source);
      put(statement, "cue", statement.cue);
      if (statement.said?.length) cover[statement.said[0]].starting.push(statement);
    }
    for (const source of record.sources) put(source, "mention", source.mentions);
    for (const claim of record.claims) put(claim, "claim", claim.evidence);
    for (const lost of record.lost) put(lost, "nearest", lost.nearest);
    for (const { by } of cover) by.sort((a, b) => a.size - b.size);
    return cover;
  }

  function markOf(by, text) {
    if (!by.length) return text;
    const mark = make("span", "mark", text);
    mark.by = by;
    for (const { item, role } of by) {
      if (!shown.marks.has(item)) shown.marks.set(item, []);
      shown.marks.get(item).push({ mark, role });
    }
    return mark;
  }

  // A piece has the colour of the innermost statement that is shown.
  function dress(mark) {
    const said = mark.by.filter(({ item, role }) => role === "said" && !item.hidden);
    mark.className = "mark";
    if (!said.length) return;
    const inner = said[0].item;
    mark.classList.add("said", inner.quote, inner.colour);
    mark.classList.toggle("within", said.length > 1);
  }

  function tagOf(record, statement) {
    const tag = button(`tag ${statement.colour}`, statement.id,
      `${statement.id}: ${described(record, statement)}`, () => choose(statement, "card"));
    tag.setAttribute("aria-pressed", "false");
    tag.title = described(record, statement);
    tag.item = statement;
    statement.tag = tag;
    return tag;
  }

  function described(record, statement) {
    const cue = textOf(record, statement.cue);
    const not = statement.negated ? ", negated" : "";
    return `${statement.who}${cue ? `, ${cue}` : ""}, ${statement.quote}${not}`;
  }

  function saidOf(record) {
    const sources = make("details", "sources", make("summary", "", make("h2", "", `Sources (${record.sources.length})`)),
      make("ul", "", ...record.sources.map((source, at) => sourceLine(record, source, at))));
    sources.open = true;
    const parts = [sources];
    parts.push(make("h2", "", `Who said what (${record.statements.length})`));
    parts.push(make("ol", "cards", ...record.statements.map((s) => cardOf(record, s))));
    if (record.own.length) {
      parts.push(make("h2", "", `Claims of the article itself (${record.own.length})`));
      parts.push(make("ul", "own", ...record.own.map((claim) => claimOf(record, claim))));
    }
    if (record.relations) {
      parts.push(make("h2", "", "Relations"), make("ul", "", ...record.relations.map((r) => make("li", "", r))));
    }
    if (record.lost.length) {
      parts.push(make("h2", "", `Not found in the article (${record.lost.length})`));
      parts.push(make("ul", "", ...record.lost.map((lost) => lostOf(record, lost))));
    }
    parts.push(make("p", "about", record.made));
    return parts;
  }

  function sourceLine(record, source, at) {
    const name = button("", source.name, `${source.name}: show only what this source says`, () =>
      change(() => { state.source = sourceOf(source) === state.source.toLocaleLowerCase() ? "" : source.name; }));
    const facts = [...(source.about ?? []), source.kind, source.naming,
      `${count(source.quotes, "quote")}, ${count(source.words, "word")}`,
      source.doubt ? `doubt: ${source.doubt}` : ""].filter(Boolean).join(" · ");
    const line = make("li", `source-line c${at % HUES}`, name, make("span", "facts", facts));
    line.item = source;
    return line;
  }

  function cardOf(record, statement) {
    const id = button("number", statement.id, `${statement.id}: show it in the text`, () => choose(statement, "text"));
    id.setAttribute("aria-pressed", "false");
    const cue = textOf(record, statement.cue);
    const who = make("span", "who", statement.who);
    who.dir = "auto";
    const link = make("a", "link", "#");
    link.href = address(record, statement.id);
    link.setAttribute("aria-label", `link to ${statement.id}`);
    const facts = [
      statement.quote,
      statement.type !== "statement" ? statement.type : "",
      statement.to ? `to ${statement.to}` : "",
      statement.when ?? "",
      statement.stance ? `${statement.stance} wording` : "",
      ...parentsOf(record, statement).map((parent) => `as told by ${parent.who} (${parent.id})`),
      statement.loose ? `differs from what was drafted: ${statement.loose.join(", ")}` : "",
      statement.doubt ? `doubt: ${statement.doubt}` : "",
    ].filter(Boolean).join(" · ");
    const words = make("p", "words", textOf(record, statement.said));
    words.dir = "auto";
    const card = make("li", `card ${statement.colour}`,
      make("div", "head", id, who, cue ? make("i", "", cue) : null,
        statement.negated ? make("span", "badge not", "not said: negated") : null, link),
      words, make("p", "facts", facts),
      statement.claims.length ? claimsOf(record, statement) : null);
    card.item = statement;
    shown.cards.set(statement, card);
    return card;
  }

  function claimsOf(record, statement) {
    const checks = statement.claims.filter((claim) => claim.checks.length).length;
    const title = count(statement.claims.length, "claim") + (checks ? `, ${number(checks)} to check` : "");
    return make("details", "", make("summary", "", title),
      make("ul", "", ...statement.claims.map((claim) => claimOf(record, claim))));
  }

  function claimOf(record, claim) {
    const text = make("p", "", claim.text);
    text.dir = "auto";
    const retold = record.statements[claim.retells];
    const facts = [claim.id, claim.kind, claim.sure,
      claim.condition ? `if: ${claim.condition}` : "", claim.standing ?? "",
      retold ? `retells ${retold.who} (${retold.id})` : "",
      claim.doubt ? `doubt: ${claim.doubt}` : ""].filter(Boolean).join(" · ");
    const badges = claim.checks.map((check) => make("span", "badge", check));
    const line = make("li", "claim", text, make("p", "facts", `${facts} `, ...badges));
    line.item = claim;
    line.tabIndex = 0;
    return line;
  }

  function lostOf(record, lost) {
    const nearest = textOf(record, lost.nearest);
    const line = make("li", "lost",
      make("p", "", make("b", "", `${lost.what}${lost.of ? ` of ${lost.of}` : ""}: `), lost.text ?? ""),
      make("p", "facts", (lost.why ?? []).join(" · ")),
      nearest ? make("p", "facts", `nearest: ${nearest}`) : null);
    line.item = lost;
    line.tabIndex = 0;
    return line;
  }

  function parentsOf(record, statement) {
    const parents = [];
    for (let at = statement.parent; at !== undefined; at = record.statements[at].parent) {
      parents.push(record.statements[at]);
    }
    return parents;
  }

  function showFiltered() {
    if (!shown) return;
    for (const mark of all(".mark", byId("reading"))) dress(mark);
    for (const statement of shown.record.statements) {
      if (statement.tag) statement.tag.classList.toggle("off", statement.hidden);
      shown.cards.get(statement).hidden = statement.hidden;
    }
    light(focused());
  }

  // What belongs to an item is lit while it is pointed at or has the focus, or until another is chosen.

  function light(item) {
    for (const { element, names } of shown.lit) element.classList.remove(...names);
    shown.lit = [];
    if (!item) return;
    const add = (element, ...names) => {
      if (!element) return;
      element.classList.add(...names);
      shown.lit.push({ element, names });
    };
    const roles = { said: "lit", source: "lit-source", cue: "lit-cue", mention: "lit-source", claim: "lit-claim", nearest: "lit-claim" };
    const marks = (each, only) => {
      for (const { mark, role } of shown.marks.get(each) ?? []) if (!only || role === only) add(mark, roles[role]);
    };
    marks(item);
    add(shown.cards.get(item), "lit");
    if (!shown.record.statements.includes(item)) return;
    item.claims.forEach((claim) => marks(claim));
    for (const parent of parentsOf(shown.record, item)) {
      for (const { mark, role } of shown.marks.get(parent) ?? []) {
        add(mark, role === "said" ? "chain" : roles[role]);
      }
    }
  }

  function choose(statement, goTo) {
    const before = shown.chosen;
    press(before, false);
    shown.chosen = before === statement && goTo !== "both" ? null : statement;
    press(shown.chosen, true);
    light(shown.chosen);
    state.item = shown.chosen?.id ?? null;
    writeAddress();
    if (!shown.chosen) return;
    if (goTo !== "text") bringIntoView(shown.cards.get(statement));
    if (goTo !== "card") bringIntoView(shown.marks.get(statement)?.[0].mark);
  }

  function press(statement, isPressed) {
    if (!statement) return;
    const card = shown.cards.get(statement);
    card?.classList.toggle("chosen", isPressed);
    for (const each of [statement.tag, card?.querySelector(".number")]) each?.setAttribute("aria-pressed", isPressed);
  }

  function bringIntoView(element) {
    if (!element) return;
    const box = element.closest("#said");
    if (box && box.scrollHeight > box.clientHeight) {
      const [inner, outer] = [element, box].map((each) => each.getBoundingClientRect());
      box.scrollTop += inner.top - outer.top - Math.max((outer.height - inner.height) / 2, 0);
    } else element.scrollIntoView({ block: "center" });
  }

  function itemAt(target) {
    const element = target.closest?.(".tag, .claim, .card, .source-line, .lost, .mark");
    if (!element) return null;
    if (element.item) return element.item;
    const said = element.by.filter(({ item, role }) => role !== "claim" && role !== "nearest" && !item.hidden);
    return (said.find(({ role }) => role === "said") ?? said.find(({ role }) => role === "source") ?? said[0])?.item ?? null;
  }

  // What has the focus, or else what was chosen.
  function focused() {
    return itemAt(document.activeElement) ?? shown.chosen;
  }

  const point = (event) => { if (shown) light(itemAt(event.target) ?? focused()); };
  for (const box of [byId("reading"), byId("said")]) {
    box.addEventListener("pointerover", point);
    box.addEventListener("focusin", point);
    box.addEventListener("pointerleave", () => shown && light(focused()));
    box.addEventListener("focusout", () => shown && light(shown.chosen));
  }
  byId("reading").addEventListener("click", (event) => {
    if (event.target.closest(".tag") || !getSelection().isCollapsed) return;
    const item = itemAt(event.target);
    if (shown.record.statements.includes(item)) choose(item, "card");
  });

  // Search hits are drawn over the text, without changing it.
  function highlight(query) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("query");
    if (!query || !shown) return;
    const ranges = [];
    for (const paragraph of all(".text p", byId("reading"))) ranges.push(...hits(paragraph, query));
    if (ranges.length) CSS.highlights.set("query", new Highlight(...ranges));
  }

  function hits(paragraph, query) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".tag")) continue;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    const lower = text.toLocaleLowerCase();
    if (lower.length !== text.length) return [];
    const place = (at) => {
      const found = nodes.findLast(({ start }) => start <= at);
      return [found.node, at - found.start];
    };
    const ranges = [];
    for (let at = lower.indexOf(query); at >= 0; at = lower.indexOf(query, at + query.length)) {
      const range = new Range();
      range.setStart(...place(at));
      const [node, end] = place(at + query.length - 1);
      range.setEnd(node, end + 1);
      ranges.push(range);
    }
    return ranges;
  }

  function followAddress() {
    // An address without a value is a place on the page and changes nothing.
    if (location.hash.length > 1 && !location.hash.includes("=")) return;
    readAddress();
    if (!state.article) return;
    if (shown?.record !== state.article) open(state.article);
    apply();
    const statement = state.article.statements.find((each) => each.id === state.item);
    if (statement && shown.chosen !== statement) choose(statement, "both");
  }

  function listArticles() {
    document.body.classList.add("many");
    byId("articles").hidden = false;
    byId("list").append(...records.map((record) => {
      const line = make("a", "", make("bdi", "", record.title || record.id), make("span", "count"));
      line.href = `#${new URLSearchParams({ article: record.id })}`;
      line.addEventListener("click", (event) => {
        event.preventDefault();
        state.item = null;
        open(record);
        writeAddress();
        byId("reading").focus({ preventScroll: false });
      });
      record.line = line;
      return make("li", "", line);
    }));
  }

  function step(by) {
    const visible = shown.record.statements.filter((statement) => !statement.hidden);
    if (!visible.length) return;
    const at = visible.indexOf(shown.chosen);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length;
    choose(visible[next], "both");
    visible[next].tag?.focus({ preventScroll: true });
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !shown) return;
    const isTyping = event.target.matches?.("input, select, textarea");
    if (event.key === "Escape" && shown.chosen) choose(shown.chosen, "card");
    else if (isTyping) return;
    else if (event.key === "/") { event.preventDefault(); byId("query").focus(); }
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  for (const toggle of toggles) {
    toggle.addEventListener("click", () => change(() => {
      const chosen = state[toggle.dataset.facet];
      if (!chosen.delete(toggle.dataset.value)) chosen.add(toggle.dataset.value);
    }));
  }
  let waiting = 0;
  byId("query").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change(() => { state.query = event.target.value; }), 20);
  });
  byId("only-source").addEventListener("click", () => change(() => { state.source = ""; }));
  byId("clear").addEventListener("click", () => change(() => {
    FACETS.forEach((facet) => state[facet].clear());
    Object.assign(state, { query: "", source: "" });
  }));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", followAddress);

  const total = (name) => records.reduce((sum, record) => sum + record[name].length, 0);
  const lost = total("lost");
  byId("contents").textContent = [
    ...(records.length === 1 ? [] : [count(records.length, "article")]), count(total("sources"), "source"),
    count(total("statements"), "quote"), count(total("claims"), "claim"),
    ...(lost ? [`${count(lost, "drafted part")} not found in the ${records.length === 1 ? "article" : "articles"}`] : []),
  ].join(" · ");
  const title = byId("title");
  if (!title.hasAttribute("data-given")) title.firstChild.textContent = count(records.length, "article");
  if (records.length > 1) listArticles();
  if (records.length > 1) setTimeout(() => records.forEach(words), 200);
  if (!records.length) byId("reading").append(make("p", "", "There are no records here."));
  else followAddress();
})();
