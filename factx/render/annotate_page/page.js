"use strict";
// All content comes from the server, and is inserted as text, never as HTML.
(() => {
  const HUES = 5;
  const KINDS = ["person", "group", "official_body", "organisation", "media_outlet", "document", "other"];
  const CHECKS = ["figure", "act", "cause", "rule", "contested"];
  const CHOICES = {
    quote: ["direct", "mixed", "indirect"],
    type: ["statement", "belief", "attitude", "intention"],
    kind: KINDS,
    naming: ["named", "unnamed", "pseudonymous"],
    form: ["name", "description", "pronoun", "metonym"],
    claim: ["fact", "prediction", "position", "opinion"],
    factuality: ["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"],
    standing: ["", "main", "background", "presupposed"],
  };
  const EMPTY = { sources: [], quotes: [], attributions: [], claims: [], relations: [] };
  const PRONOUNS = /^(he|she|they|it|i|we|you|who|him|her|them)$/i;
  const byId = (id) => document.getElementById(id);
  const copy = (value) => JSON.parse(JSON.stringify(value));

  function make(name, className = "", ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function button(className, text, act, label) {
    const element = make("button", className, text);
    element.type = "button";
    if (label) element.setAttribute("aria-label", label);
    element.addEventListener("click", act);
    return element;
  }

  function tell(text, isBad = false) {
    byId("message").textContent = text;
    byId("message").classList.toggle("bad", isBad);
  }

  async function ask(path, body) {
    const request = body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    };
    let response;
    try {
      response = await fetch(`${location.pathname}${path}`, { credentials: "omit", ...request });
    } catch {
      throw new Error("the server does not answer; is factx annotate still running?");
    }
    const answer = await response.json();
    if (!response.ok) throw new Error([answer.error, ...(answer.problems ?? [])].join("\n"));
    return answer;
  }

  const trying = (act) => async (...args) => {
    try { await act(...args); } catch (error) { tell(error.message, true); }
  };

  // Offsets: the server counts code points, and a string of the page has UTF-16 units.

  function converters(text) {
    if (!/[\ud800-\udfff]/.test(text)) return { units: (at) => at, points: (at) => at };
    const units = [];
    const points = new Map();
    let at = 0;
    for (const character of text) {
      points.set(at, units.length);
      units.push(at);
      at += character.length;
    }
    points.set(at, units.length);
    units.push(at);
    return { units: (point) => units[point], points: (unit) => points.get(unit) };
  }

  function converted(value, turn) {
    if (Array.isArray(value)) return value.map((each) => converted(each, turn));
    if (value === null || typeof value !== "object") return value;
    const made = {};
    for (const [name, each] of Object.entries(value)) {
      made[name] = name === "start" || name === "end" ? turn(each) : converted(each, turn);
    }
    return made;
  }

  // The open article: its record, what is chosen in it, and its history.

  let articles = [];
  let open = null;
  const record = () => open.record;
  const find = (layer, id) => record()[layer].find((item) => item.id === id);
  const textOf = (span) => open.text.slice(span.start, span.end);
  const textsOf = (spans) => spans.map(textOf).join(" … ");
  const quoteOf = (attribution) => find("quotes", attribution.quote);
  const namesOf = (attribution) =>
    attribution.sources.map((id) => find("sources", id).name).join(" and ") || "no source given";

  function freshId(letter) {
    open.fresh += 1;
    return `${letter}-new-${open.fresh}`;
  }

  function change(act) {
    if (!open) return;
    const before = copy(record());
    if (act() === false) return;
    open.past.push(before);
    open.future = [];
    open.isSaved = false;
    draw();
  }

  function travel(from, to) {
    if (!from.length) return;
    to.push(copy(record()));
    open.record = from.pop();
    open.isSaved = false;
    draw();
  }

  const byPlace = (a, b) => a.start - b.start || b.end - a.end;
  const hasSpan = (spans, { start, end }) => spans.some((span) => span.start === start && span.end === end);

  function typeOf(spans) {
    const text = textsOf(spans).trim();
    const isMarked = (part) => /^["“‘«„]/.test(part.trim()) && /["”’»“]$/.test(part.trim());
    if (spans.every((span) => isMarked(textOf(span)))) return "direct";
    return /["“”«»„]/.test(text) ? "mixed" : "indirect";
  }

  // What the keys and the buttons of the toolbar do with the selected words.

  const chosen = () => open.chosen && find(open.chosen.layer, open.chosen.id);
  const chosenOf = (layer) => (open.chosen?.layer === layer ? chosen() : null);

  function chosenStatement() {
    const claim = chosenOf("claims");
    return chosenOf("attributions") ?? (claim?.attribution ? find("attributions", claim.attribution) : null);
  }

  function need(item, what) {
    if (!item) throw new Error(`Choose ${what} first.`);
    return item;
  }

  const marks = {
    said(span) {
      const quote = { id: freshId("q"), spans: [span], type: typeOf([span]) };
      const attribution = {
        id: freshId("a"), quote: quote.id, sources: [], source_span: null, cue: null,
        type: "statement", parent: null,
      };
      record().quotes.push(quote);
      record().attributions.push(attribution);
      open.chosen = { layer: "attributions", id: attribution.id };
    },
    piece(span) {
      const quote = quoteOf(need(chosenOf("attributions"), "a statement"));
      if (hasSpan(quote.spans, span)) return false;
      quote.spans = [...quote.spans, span].sort(byPlace);
      quote.type = typeOf(quote.spans);
    },
    cue(span) { need(chosenOf("attributions"), "a statement").cue = span; },
    when(span) { need(chosenOf("attributions"), "a statement").when = span; },
    addressee(span) { need(chosenOf("attributions"), "a statement").addressee = span; },
    source(span) {
      const attribution = need(chosenOf("attributions"), "a statement");
      const source = sourceAt(span) ?? newSource(span);
      attribution.source_span = span;
      attribution.sources = [source.id];
    },
    mention(span) {
      const attribution = chosenOf("attributions");
      const source = chosenOf("sources") ?? (attribution?.sources.length ? find("sources", attribution.sources[0]) : null);
      addMention(need(source, "a source, or a statement with one,"), span);
    },
    claim(span) {
      const claim = {
        id: freshId("c"), text: textOf(span), standalone: true, evidence: [span],
        attribution: chosenStatement()?.id ?? null, kind: "fact", factuality: "CT+",
      };
      record().claims.push(claim);
      open.chosen = { layer: "claims", id: claim.id };
    },
    evidence(span) {
      const claim = need(chosenOf("claims"), "a claim");
      if (hasSpan(claim.evidence, span)) return false;
      claim.evidence = [...claim.evidence, span].sort(byPlace);
    },
  };

  // A source that these words mention already, or that has this name.
  function sourceAt(span) {
    const words = textOf(span).toLowerCase();
    const found = record().sources.find((source) => hasSpan(source.mentions, span)) ??
      record().sources.find((source) => source.name.toLowerCase() === words) ??
      record().sources.find((source) => source.mentions.some((mention) =>
        mention.form === "name" && textOf(mention).toLowerCase() === words));
    if (found) addMention(found, span);
    return found ?? null;
  }

  function formOf(words) {
    if (PRONOUNS.test(words)) return "pronoun";
    return /^\p{Lu}/u.test(words) && !/^(the|a|an) /i.test(words) ? "name" : "description";
  }

  function addMention(source, span) {
    if (hasSpan(source.mentions, span)) return;
    source.mentions = [...source.mentions, { ...span, form: formOf(textOf(span)) }].sort(byPlace);
  }

  function newSource(span) {
    const form = formOf(textOf(span));
    const name = textOf(span).replace(/^(the|a|an) /i, "").replace(/,$/, "");
    const source = {
      id: freshId("s"), name, kind: "person", naming: form === "name" ? "named" : "unnamed",
      mentions: [{ ...span, form }],
    };
    record().sources.push(source);
    return source;
  }

  function mark(name) {
    if (!open) return;
    const span = open.selected;
    if (!span) { tell("Select words in the article first.", true); return; }
    change(() => {
      try {
        const result = marks[name](span);
        tell("");
        return result;
      } catch (error) {
        tell(error.message, true);
        return false;
      }
    });
  }

  function remove(layer, id) {
    change(() => {
      const data = record();
      const gone = new Set([id]);
      if (layer === "attributions") {
        gone.add(find(layer, id).quote);
        data.attributions.forEach((each) => { if (each.parent === id) each.parent = null; });
        data.claims.forEach((claim) => {
          if (claim.attribution === id) gone.add(claim.id);
          if (claim.reports === id) delete claim.reports;
        });
      }
      if (layer === "sources") {
        for (const each of data.attributions.filter(({ sources }) => sources.includes(id))) {
          each.sources = each.sources.filter((source) => source !== id);
          if (!each.sources.length) each.source_span = null;
        }
      }
      for (const name of ["sources", "quotes", "attributions", "claims"]) {
        data[name] = data[name].filter((item) => !gone.has(item.id));
      }
      data.relations = data.relations.filter(({ first, second }) => !gone.has(first) && !gone.has(second));
      open.chosen = null;
    });
  }

  function merge(id, into) {
    change(() => {
      const [gone, kept] = [find("sources", id), find("sources", into)];
      for (const mention of gone.mentions) {
        if (!hasSpan(kept.mentions, mention)) kept.mentions.push(mention);
      }
      kept.mentions.sort(byPlace);
      for (const each of record().attributions) {
        each.sources = [...new Set(each.sources.map((source) => (source === id ? into : source)))];
      }
      record().sources = record().sources.filter((source) => source.id !== id);
      open.chosen = { layer: "sources", id: into };
    });
  }

  // The records of others: what they have that this record has not, to be accepted one by one.

  const spansKey = (spans) => spans.map(({ start, end }) => `${start}-${end}`).join(",");

  function statementsOf(data) {
    const quotes = new Map(data.quotes.map((quote) => [quote.id, quote]));
    return data.attributions.map((attribution) => ({ attribution, quote: quotes.get(attribution.quote) }));
  }

  function differing(other) {
    const ours = new Map(statementsOf(record()).map(({ attribution, quote }) => [spansKey(quote.spans), attribution]));
    return statementsOf(other.record).map((statement) => {
      const same = ours.get(spansKey(statement.quote.spans));
      if (!same) return { ...statement, how: "new" };
      const names = (data, { sources }) => sources.map((id) => data.sources.find((s) => s.id === id).name).sort().join();
      const differs = [];
      const place = (span) => (span ? `${span.start}-${span.end}` : "");
      if (names(record(), same) !== names(other.record, statement.attribution)) differs.push("source");
      if (place(same.cue) !== place(statement.attribution.cue)) differs.push("cue");
      if (same.type !== statement.attribution.type) differs.push("type");
      if (Boolean(same.negated) !== Boolean(statement.attribution.negated)) differs.push("negated");
      if (quoteOf(same).type !== statement.quote.type) differs.push("quote");
      return { ...statement, how: differs.length ? "differs" : "same", differs, same };
    }).filter(({ how, quote }) => how !== "same" && !other.rejected.has(quote.id));
  }

  function accept(other, { attribution, quote, same }) {
    const data = record();
    const sources = attribution.sources.map((id) => accepted(other.record.sources.find((s) => s.id === id)).id);
    const parent = other.record.attributions.find((each) => each.id === attribution.parent);
    const parentQuote = parent && other.record.quotes.find((each) => each.id === parent.quote);
    const ours = parentQuote && statementsOf(data).find((s) => spansKey(s.quote.spans) === spansKey(parentQuote.spans));
    const id = same?.id ?? freshId("a");
    const kept = { ...copy(attribution), id, sources, parent: ours && ours.attribution.id !== id ? ours.attribution.id : null };
    if (same) {
      Object.assign(quoteOf(same), { type: quote.type });
      kept.quote = same.quote;
      data.attributions[data.attributions.indexOf(same)] = kept;
    } else {
      kept.quote = freshId("q");
      data.quotes.push({ ...copy(quote), id: kept.quote });
      data.attributions.push(kept);
    }
    for (const claim of other.record.claims.filter((each) => each.attribution === attribution.id)) {
      const known = data.claims.some((each) => each.attribution === id && spansKey(each.evidence) === spansKey(claim.evidence));
      if (known) continue;
      const taken = { ...copy(claim), id: freshId("c"), attribution: id };
      delete taken.reports;
      data.claims.push(taken);
    }
    open.chosen = { layer: "attributions", id };
  }

  function accepted(source) {
    const same = record().sources.find((each) => each.name.toLowerCase() === source.name.toLowerCase());
    if (!same) {
      const made = { ...copy(source), id: freshId("s") };
      record().sources.push(made);
      return made;
    }
    for (const mention of source.mentions) if (!hasSpan(same.mentions, mention)) same.mentions.push(copy(mention));
    same.mentions.sort(byPlace);
    return same;
  }

  // Drawing: the text in pieces, cut where a span begins or ends, and the items beside it.

  function colourOf(attribution) {
    const at = record().sources.findIndex((source) => source.id === attribution.sources[0]);
    return at < 0 ? "nobody" : `c${at % HUES}`;
  }

  function marksOf() {
    const found = [];
    const put = (spans, role, item, layer, more = {}) => spans.filter(Boolean).forEach((span) =>
      found.push({ start: span.start, end: span.end, role, item, layer, ...more }));
    for (const attribution of record().attributions) {
      const quote = quoteOf(attribution);
      put(quote.spans, "said", attribution, "attributions", { type: quote.type });
      put([attribution.source_span], "source", attribution, "attributions");
      put([attribution.cue], "cue", attribution, "attributions");
    }
    const source = chosenOf("sources");
    if (source) put(source.mentions, "mention", source, "sources");
    const claim = chosenOf("claims");
    if (claim) put(claim.evidence, "claim", claim, "claims");
    return found;
  }

  function drawText() {
    const found = marksOf();
    const edges = [...new Set([0, open.text.length, ...found.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
    const starting = new Map();
    found.forEach((each) => starting.set(each.start, [...(starting.get(each.start) ?? []), each]));
    let live = [];
    const pieces = [];
    for (let i = 0; i + 1 < edges.length; i += 1) {
      live = [...live.filter(({ end }) => end > edges[i]), ...(starting.get(edges[i]) ?? [])];
      const text = open.text.slice(edges[i], edges[i + 1]);
      pieces.push(live.length ? pieceOf(text, live, edges[i]) : document.createTextNode(text));
    }
    byId("text").replaceChildren(...pieces);
  }

  function pieceOf(text, by, at) {
    const piece = make("span", "", text);
    const said = by.filter(({ role }) => role === "said").sort((a, b) => a.end - a.start - (b.end - b.start));
    if (said.length) piece.classList.add("said", said[0].type, colourOf(said[0].item));
    if (said.length > 1) piece.classList.add("within");
    for (const each of by) {
      const isChosen = open.chosen?.id === each.item.id;
      if (each.role === "source" || each.role === "cue") piece.classList.add(each.role);
      if (isChosen) piece.classList.add({ said: "now", source: "now-source", mention: "now-source", cue: "now-cue", claim: "now-claim" }[each.role]);
    }
    piece.at = at;
    piece.item = (said[0] ?? by[0]);
    return piece;
  }

  function choose(layer, id) {
    open.chosen = open.chosen?.id === id ? null : { layer, id };
    draw();
  }

  function draw() {
    drawText();
    showSelection();
    const scrolled = byId("items").scrollTop;
    byId("items").replaceChildren(...itemsOf());
    byId("items").scrollTop = scrolled;
    const isOn = (name, value) => { document.querySelector(`[data-act="${name}"]`).disabled = !value; };
    isOn("undo", open.past.length);
    isOn("redo", open.future.length);
    isOn("save", !open.isSaved);
    byId("title").textContent = open.isSaved ? "Annotate" : "Annotate (not saved yet)";
  }

  function itemsOf() {
    const statements = statementsOf(record()).sort((a, b) => byPlace(a.quote.spans[0], b.quote.spans[0]));
    const parts = [];
    for (const warning of open.warnings) {
      parts.push(make("p", "warning", make("b", "", `${warning.item} ${warning.rule}: `), `${warning.words} — ${warning.because}`));
    }
    parts.push(make("h2", "", `Who said what (${statements.length})`), make("ol", "", ...statements.map(statementItem)));
    parts.push(make("h2", "", `Sources (${record().sources.length})`), make("ol", "", ...record().sources.map(sourceItem)));
    parts.push(make("h2", "", `Claims (${record().claims.length})`), make("ol", "", ...record().claims.map(claimItem)));
    for (const other of open.others) parts.push(...othersItems(other));
    return parts;
  }

  function itemOf(layer, item, who, text, ...more) {
    const isChosen = open.chosen?.id === item.id;
    const line = make("li", `item ${isChosen ? "chosen" : ""}`);
    const pick = button("pick", who, () => choose(layer, item.id));
    pick.setAttribute("aria-pressed", isChosen);
    line.append(make("div", "head", pick, ...more), make("p", "", text));
    if (isChosen) line.append(fieldsOf(layer, item), make("div", "buttons", button("", "delete", () => remove(layer, item.id))));
    return line;
  }

  function statementItem({ attribution, quote }) {
    const cue = attribution.cue ? make("i", "", textOf(attribution.cue)) : null;
    const facts = [quote.type, attribution.negated ? "negated" : "", attribution.type === "statement" ? "" : attribution.type,
      attribution.parent ? `within what ${namesOf(find("attributions", attribution.parent))} says` : ""].filter(Boolean).join(" · ");
    const line = itemOf("attributions", attribution, namesOf(attribution), textsOf(quote.spans), cue, make("span", "facts", facts));
    line.classList.add(colourOf(attribution));
    return line;
  }

  function sourceItem(source) {
    const facts = `${source.kind.replace("_", " ")} · ${source.naming}`;
    return itemOf("sources", source, source.name, source.mentions.map(textOf).join(" · "), make("span", "facts", facts));
  }

  function claimItem(claim) {
    const holder = claim.attribution ? namesOf(find("attributions", claim.attribution)) : "the article";
    return itemOf("claims", claim, holder, claim.text, make("span", "facts", [claim.kind, claim.factuality, ...(claim.checks ?? [])].join(" · ")));
  }

  function fieldsOf(layer, item) {
    const box = make("div", "fields");
    const set = (name, value) => change(() => {
      if (value === "" || value === false || (Array.isArray(value) && !value.length)) {
        if (name === "name" || name === "text") return false;
        delete item[name];
      } else item[name] = value;
    });
    const select = (title, values, value, act) => {
      const field = make("select", "", ...values.map(([key, shown]) => {
        const option = make("option", "", shown);
        option.value = key;
        return option;
      }));
      field.value = value;
      field.addEventListener("change", () => act(field.value));
      box.append(make("label", "", title, field));
    };
    const pairs = (values) => values.map((value) => [value, value.replace("_", " ") || "(not said)"]);
    const write = (title, name, wide) => {
      const field = make("input");
      field.value = item[name] ?? "";
      field.addEventListener("change", () => set(name, field.value.trim()));
      box.append(make("label", wide ? "wide" : "", title, field));
    };
    const tick = (title, isOn, act) => {
      const field = make("input");
      field.type = "checkbox";
      field.checked = isOn;
      field.addEventListener("change", () => act(field.checked));
      box.append(make("label", "tick", field, title));
    };
    const statements = (except) => [["", "(none)"], ...statementsOf(record()).filter(({ attribution }) => attribution.id !== except)
      .map(({ attribution, quote }) => [attribution.id, `${namesOf(attribution)}: ${textsOf(quote.spans).slice(0, 40)}`])];
    if (layer === "attributions") {
      const quote = quoteOf(item);
      select("quote", pairs(CHOICES.quote), quote.type, (value) => change(() => { quote.type = value; }));
      select("type", pairs(CHOICES.type), item.type, (value) => set("type", value));
      select("within", statements(item.id), item.parent ?? "", (value) => change(() => { item.parent = value || null; }));
      tick("negated", Boolean(item.negated), (isOn) => set("negated", isOn));
      for (const source of record().sources) {
        tick(`source: ${source.name}`, item.sources.includes(source.id), (isOn) => change(() => {
          item.sources = isOn ? [...item.sources, source.id] : item.sources.filter((id) => id !== source.id);
          if (!item.sources.length) item.source_span = null;
        }));
      }
      for (const name of ["source_span", "cue", "when", "addressee"]) {
        if (!item[name]) continue;
        const clear = () => change(() => { if (name === "source_span" || name === "cue") item[name] = null; else delete item[name]; });
        box.append(button("", `${name.replace("_span", "")}: ${textOf(item[name])} ✕`, clear, `take away the ${name.replace("_span", "")}`));
      }
      spanButtons(box, quote, "spans");
    } else if (layer === "sources") {
      write("name", "name", true);
      select("kind", pairs(CHOICES.kind), item.kind, (value) => set("kind", value));
      select("naming", pairs(CHOICES.naming), item.naming, (value) => set("naming", value));
      write("role", "role");
      write("affiliation", "affiliation");
      const rest = record().sources.filter((source) => source.id !== item.id).map(({ id, name }) => [id, name]);
      if (rest.length) select("is the same as", [["", "(nobody else)"], ...rest], "", (id) => id && merge(item.id, id));
      for (const mention of item.mentions) {
        select(textOf(mention), pairs(CHOICES.form), mention.form, (value) => change(() => { mention.form = value; }));
      }
      spanButtons(box, item, "mentions");
    } else {
      write("text", "text", true);
      select("kind", pairs(CHOICES.claim), item.kind, (value) => set("kind", value));
      select("factuality", pairs(CHOICES.factuality), item.factuality, (value) => set("factuality", value));
      select("standing", pairs(CHOICES.standing), item.standing ?? "", (value) => set("standing", value));
      select("said in", statements(""), item.attribution ?? "", (value) => change(() => { item.attribution = value || null; }));
      tick("stands alone", item.standalone, (isOn) => change(() => { item.standalone = isOn; }));
      for (const check of CHECKS) {
        const checks = item.checks ?? [];
        tick(`check: ${check}`, checks.includes(check), (isOn) =>
          set("checks", isOn ? [...checks, check] : checks.filter((each) => each !== check)));
      }
      spanButtons(box, item, "evidence");
    }
    return box;
  }

  // A button for each of several spans, which takes it away.
  function spanButtons(box, item, name) {
    if (item[name].length < 2) return;
    item[name].forEach((span, at) => box.append(button("wide", `${textOf(span)} ✕`,
      () => change(() => { item[name].splice(at, 1); }), `take away: ${textOf(span)}`)));
  }

  function othersItems(other) {
    const rest = differing(other);
    const all = button("", "accept all", () => change(() => { rest.forEach((each) => accept(other, each)); }));
    all.disabled = !rest.length;
    const items = rest.map((statement) => {
      const { attribution, quote, how, differs } = statement;
      const names = attribution.sources.map((id) => other.record.sources.find((s) => s.id === id).name).join(" and ") || "no source given";
      const line = make("li", "item",
        make("div", "head", make("span", "who", names), attribution.cue ? make("i", "", textOf(attribution.cue)) : null,
          make("span", "facts", how === "new" ? quote.type : `differs: ${differs.join(", ")}`)),
        make("p", "", textsOf(quote.spans)));
      line.append(make("div", "buttons",
        button("", "accept", () => change(() => accept(other, statement)), `accept: ${textsOf(quote.spans)}`),
        button("", "reject", () => { other.rejected.add(quote.id); draw(); }, `reject: ${textsOf(quote.spans)}`)));
      return line;
    });
    return [make("h2", "", `Of ${other.name}: ${rest.length} not as here`), all, make("ol", "", ...items)];
  }

  // Selecting: with the mouse, or word by word with the keys; the selection snaps to whole words.

  function wordsOf(text) {
    return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu)]
      .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  }

  function offsetAt(node, offset) {
    const range = new Range();
    range.setStart(byId("text"), 0);
    range.setEnd(node, offset);
    return range.toString().length;
  }

  function snapped(start, end) {
    const inside = open.words.filter((word) => word.start < end && word.end > start);
    return inside.length ? { start: inside[0].start, end: inside[inside.length - 1].end } : null;
  }

  function select(span) {
    open.selected = span;
    showSelection();
  }

  function placeAt(offset) {
    let rest = offset;
    const walker = document.createTreeWalker(byId("text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (rest <= node.data.length) return [node, rest];
      rest -= node.data.length;
    }
    return [byId("text"), byId("text").childNodes.length];
  }

  function showSelection() {
    CSS.highlights.delete("chosen");
    if (!open?.selected) return;
    const range = new Range();
    range.setStart(...placeAt(open.selected.start));
    range.setEnd(...placeAt(open.selected.end));
    CSS.highlights.set("chosen", new Highlight(range));
  }

  byId("text").addEventListener("mouseup", () => {
    const selection = getSelection();
    if (!open || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!byId("text").contains(range.commonAncestorContainer)) return;
    if (range.collapsed) {
      const piece = range.startContainer.parentElement;
      if (piece?.item) choose(piece.item.layer, piece.item.item.id);
      return;
    }
    const span = snapped(offsetAt(range.startContainer, range.startOffset), offsetAt(range.endContainer, range.endOffset));
    selection.removeAllRanges();
    if (span) {
      open.anchor = open.words.findIndex((word) => word.start === span.start);
      open.caret = open.words.findIndex((word) => word.end === span.end);
      select(span);
    }
  });

  function walk(by, isSelecting) {
    const last = open.words.length - 1;
    if (last < 0) return;
    open.caret = Math.min(Math.max((open.caret ?? (by > 0 ? -1 : last + 1)) + by, 0), last);
    if (!isSelecting || open.anchor === null) open.anchor = open.caret;
    const [first, second] = [open.anchor, open.caret].sort((a, b) => a - b);
    select({ start: open.words[first].start, end: open.words[second].end });
    const [node] = placeAt(open.words[open.caret].start);
    (node.parentElement ?? byId("text")).scrollIntoView({ block: "nearest" });
  }

  const KEYS = { q: "said", "+": "piece", s: "source", c: "cue", w: "when", a: "addressee", m: "mention", e: "claim", p: "evidence" };

  addEventListener("keydown", (event) => {
    const isTyping = event.target.matches?.("input, select, textarea");
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (!open || isTyping || !"zsy".includes(key)) return;
      event.preventDefault();
      if (key === "s") save(false);
      else if (key === "y" || event.shiftKey) travel(open.future, open.past);
      else travel(open.past, open.future);
      return;
    }
    if (!open || isTyping || event.altKey) return;
    if (event.target === byId("text") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      walk(event.key === "ArrowRight" ? 1 : -1, event.shiftKey);
    } else if (event.key === "Escape") {
      open.chosen = null;
      select(null);
      draw();
    } else if (KEYS[key] && open.selected) {
      event.preventDefault();
      mark(KEYS[key]);
    }
  });

  // Opening and saving.

  async function load(number) {
    if (open && !open.isSaved && !confirm("What you marked is not saved. Leave it?")) return;
    const answer = await ask(`articles/${number}`);
    const { units, points } = converters(answer.text);
    open = {
      ...answer, number, points, units,
      record: converted(answer.record ?? EMPTY, units),
      others: answer.others.map((other) => withUnits(other, units)),
      words: wordsOf(answer.text), chosen: null, selected: null, anchor: null, caret: null,
      past: [], future: [], fresh: 0, isSaved: true,
    };
    byId("heading").textContent = answer.title;
    byId("text").lang = answer.lang ?? "";
    byId("text").dir = "auto";
    tell("");
    draw();
    drawList();
  }

  const withUnits = (other, units) => ({ name: other.name, rejected: new Set(), record: converted(other.record, units) });

  const save = trying(async (finished) => {
    const here = open;
    const answer = await ask(`articles/${here.number}/save`, {
      record: converted(here.record, here.points), version: here.version, finished,
      layers: (finished || here.state === "finished") && !here.record.claims.length ? ["attributions"] : [],
    });
    const index = here.chosen ? here.record[here.chosen.layer].findIndex(({ id }) => id === here.chosen.id) : -1;
    const place = index >= 0 ? firstOf(here.record, here.chosen.layer, index) : null;
    here.record = converted(answer.record, here.units);
    here.chosen = place ? atPlace(here.record, here.chosen.layer, place) : null;
    Object.assign(here, { version: answer.version, state: answer.state, warnings: answer.warnings, isSaved: true });
    articles[here.number].state = answer.state;
    tell(finished ? `Saved as gold, with ${answer.warnings.length} warnings of the guide.` : "Saved.");
    if (open === here) draw();
    drawList();
  });

  function firstOf(data, layer, index) {
    const item = data[layer][index];
    const spans = { sources: "mentions", claims: "evidence" }[layer];
    return spansKey(spans ? item[spans] : data.quotes.find(({ id }) => id === item.quote).spans);
  }

  function atPlace(data, layer, place) {
    const index = data[layer].findIndex((_, at) => firstOf(data, layer, at) === place);
    return index < 0 ? null : { layer, id: data[layer][index].id };
  }

  const acts = {
    undo: () => travel(open.past, open.future),
    redo: () => travel(open.future, open.past),
    save: () => save(false),
    finish: () => save(true),
    suggest: trying(async () => {
      const here = open;
      const found = withUnits(await ask(`articles/${here.number}/suggestions`), here.units);
      here.others = [...here.others.filter(({ name }) => name !== found.name), found];
      if (open === here) draw();
    }),
  };

  function drawList() {
    const done = articles.filter(({ state }) => state === "finished").length;
    byId("progress").textContent = `${done} of ${articles.length} articles finished`;
    byId("list").replaceChildren(...articles.map((article, number) => {
      const line = button(article.state, "", trying(() => load(number)));
      line.append(make("bdi", "", article.title), make("span", "state", `${article.state}, ${article.words.toLocaleString("en")} words`));
      line.setAttribute("aria-current", open?.number === number);
      return make("li", "", line);
    }));
  }

  async function list() {
    const answer = await ask("articles");
    articles = answer.articles;
    if (answer.problems.length) tell(answer.problems.join("\n"), true);
    drawList();
  }

  document.querySelectorAll("[data-mark]").forEach((each) => {
    each.addEventListener("mousedown", (event) => event.preventDefault());
    each.addEventListener("click", () => mark(each.dataset.mark));
  });
  document.querySelectorAll("[data-act]").forEach((each) => {
    each.addEventListener("click", () => open && acts[each.dataset.act]());
  });
  byId("new").addEventListener("click", () => { byId("new-article").hidden = !byId("new-article").hidden; });
  byId("new-article").addEventListener("submit", trying(async (event) => {
    event.preventDefault();
    const form = event.target;
    const { number } = await ask("articles/new", Object.fromEntries(new FormData(form)));
    form.reset();
    form.hidden = true;
    await list();
    await load(number);
  }));
  addEventListener("beforeunload", (event) => { if (open && !open.isSaved) event.preventDefault(); });
  trying(async () => {
    await list();
    if (articles.length) await load(0);
  })();
})();
