/* The search page: the query and what it is narrowed to, kept in the address; results in groups; help where there are
   none. Finding is in finder.js, the items in hits.js. */
"use strict";

(function () {
  const SHOWN = { exact: 10, near: 3, fact: 10, series: 4, article: 5, entity: 5 };
  const CHOICES = 8; /* shown of a facet at first */
  const MOST_COLUMNS = 3; /* scripts loaded unasked, to say what results can be narrowed by */
  const WAIT = 120; /* milliseconds after the last key */
  const FACETS = ["kind", "topic", "place", "year", "status"];
  const KIND_OF = { exact: "fact", near: "fact" };

  const site = document.currentScript.src.replace(/assets\/[^/]*$/, "");
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const words = JSON.parse(document.getElementById("search-words").textContent);
  const say = words.search;
  const results = document.getElementById("search-results");
  const start = document.getElementById("search-start");
  const form = document.querySelector("form.ask");
  const input = form.elements.q;
  const title = document.title;
  const finder = window.digestFinder(site);
  const { el, own, readAs, items } = window.digestHits(words, lang);

  /* ---- state ---- */

  let chosen = new Map(); /* facet → set of values */
  let open = window.matchMedia("(min-width: 60em)").matches;
  let wanted = false; /* the choices, though they are many to load */

  function address() {
    const state = new URLSearchParams();
    if (input.value.trim()) {
      state.set("q", input.value.trim());
    }
    FACETS.forEach((facet) => (chosen.get(facet) || []).forEach((value) => state.append(facet, value)));
    return String(state) ? `?${state}` : location.pathname;
  }
  function fromAddress() {
    const state = new URLSearchParams(location.search);
    input.value = state.get("q") || "";
    chosen = new Map(FACETS.map((facet) => [facet, new Set(state.getAll(facet))]));
    run();
  }
  function choose(facet, value, on) {
    chosen.get(facet)[on ? "add" : "delete"](value);
    history.pushState(null, "", address());
    run();
  }
  function kindOf(group) {
    return KIND_OF[group] || group;
  }

  /* ---- narrowing ---- */

  /* The groups narrowed to what is chosen, and how many each further choice would leave: {groups, counts}. A facet
     counts what the others leave of it, so that a second value of the same facet can be added. */
  async function narrow(found) {
    const kinds = Object.keys(found.hits).filter((group) => group !== "entity");
    const weight = kinds.reduce((sum, group) => sum + finder.weight(found.manifest, found.hits[group]), 0);
    if (weight > MOST_COLUMNS && !wanted && FACETS.every((facet) => !chosen.get(facet).size)) {
      return { groups: found.hits, counts: null };
    }
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const groups = {};
    await Promise.all(Object.entries(found.hits).map(async ([group, hits]) => {
      const kind = kindOf(group);
      const held = hits.length ? await finder.choices(kind, hits) : [];
      groups[group] = hits.filter((hit, i) => {
        if (!held[i]) {
          return false;
        }
        const values = { ...held[i], kind: [kind] };
        const failed = FACETS.filter((facet) => chosen.get(facet).size && !(values[facet] || []).some((value) => chosen.get(facet).has(value)));
        for (const facet of failed.length ? failed.slice(0, failed.length === 1 ? 1 : 0) : FACETS) {
          (values[facet] || []).forEach((value) => counts[facet].set(value, (counts[facet].get(value) || 0) + 1));
        }
        return !failed.length;
      });
    }));
    return { groups, counts };
  }
  async function namesOf(found) {
    const places = await finder.places();
    return {
      kind: (value) => say.groups[value],
      topic: (value) => (found.manifest.topics[value] ? own(found.manifest.topics[value]).text : value),
      place: (value) => (places.has(value) ? own(places.get(value)).text : value),
      year: (value) => value,
      status: (value) => words.status[value] || value,
    };
  }
  /* The choices; where they are not known yet, a heading that asks for them. */
  function facets(counts, names) {
    if (!counts) {
      const closed = el("details", { class: "facets" }, el("summary", {}, say.narrow));
      closed.addEventListener("toggle", () => {
        wanted = true;
        open = true;
        run();
      });
      return closed;
    }
    const fields = FACETS.map((facet) => {
      const values = [...counts[facet].entries()];
      chosen.get(facet).forEach((value) => counts[facet].has(value) || values.push([value, 0]));
      values.sort((a, b) => (facet === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1]));
      if (values.length < 2 && !chosen.get(facet).size) {
        return null;
      }
      const labels = values.map(([value, count], i) => {
        const box = el("input", { type: "checkbox", name: facet, value });
        box.checked = chosen.get(facet).has(value);
        box.addEventListener("change", () => choose(facet, value, box.checked));
        const label = el("label", { title: names[facet](value) }, box, el("b", {}, names[facet](value)), el("span", {}, String(count)));
        label.hidden = i >= CHOICES && !box.checked;
        return label;
      });
      const more = el("button", { type: "button", class: "more" }, say.more);
      more.hidden = labels.every((label) => !label.hidden);
      more.addEventListener("click", () => {
        labels.forEach((label) => { label.hidden = false; });
        more.hidden = true;
      });
      return el("fieldset", {}, el("legend", {}, say.facets[facet]), labels, more);
    }).filter(Boolean);
    const box = el("details", { class: "facets" }, el("summary", {}, say.narrow), el("div", {}, fields));
    box.open = open;
    box.addEventListener("toggle", () => { open = box.open; });
    return fields.length ? box : null;
  }
  /* What is chosen, each with a button that takes it back. */
  function taken(names) {
    const buttons = FACETS.flatMap((facet) => [...chosen.get(facet)].map((value) => {
      const button = el("button", { type: "button", class: "chip", "aria-label": say.remove.replace("{name}", names[facet](value)) }, names[facet](value));
      button.addEventListener("click", () => choose(facet, value, false));
      return button;
    }));
    return buttons.length ? el("p", { class: "taken" }, buttons) : null;
  }

  /* ---- results ---- */

  async function section(found, group, hits) {
    const kind = kindOf(group);
    const heading = group === "fact" && found.span ? say.groups.span : say.groups[group];
    const list = el("ul");
    const more = el("button", { type: "button", class: "more" }, say.more);
    let shown = 0;
    const add = async (count) => {
      const records = await Promise.all(hits.slice(shown, shown + count).map((hit) => finder.record(kind, hit.number)));
      const added = records.map((record) => items[kind](found, record, group === "exact"));
      list.append(...added);
      shown += added.length;
      more.hidden = shown >= hits.length;
      return added;
    };
    more.addEventListener("click", async () => {
      const [first] = await add(20);
      first.querySelector("a").focus();
    });
    await add(SHOWN[group]);
    return el("section", {}, el("h2", {}, heading, el("span", {}, String(hits.length))), list, more);
  }
  function order(found, groups) {
    const names = ["exact", "near", "fact", "series", "article", "entity"].filter((name) => groups[name].length);
    /* A place, a firm or a topic asked for by name comes before what is told of it. */
    const first = groups.entity[0];
    if (!groups.exact.length && first && first.share > 0.99) {
      names.unshift(names.pop());
    }
    return names;
  }
  function lists() {
    return el("ul", { class: "names" }, ["articles", "places", "organisations"].map((name) =>
      el("li", {}, el("a", { href: `${name}/index.html` }, say.lists[name]))));
  }
  /* A Latin word that is nowhere is taken for a slip; of Chinese, only where nothing is found at all, since two words
     that never stood together make pairs of characters that are nowhere. */
  function mistyped(found) {
    const nothing = Object.values(found.hits).every((hits) => !hits.length);
    return found.missing.some((token) => nothing || /^[a-z]{3,}$/.test(token));
  }
  function meant(text) {
    const link = el("a", { href: `search.html?q=${encodeURIComponent(text)}` }, text);
    return el("p", { class: "meant" }, ...say.meant.split("{q}").flatMap((part, i) => (i ? [link, part] : [part])));
  }
  function elsewhere(query) {
    const other = document.querySelector("header a[hreflang]");
    const href = `${other.getAttribute("href").replace(/[?#].*/, "")}?q=${encodeURIComponent(query)}`;
    return el("p", {}, el("a", { href, lang: other.lang, hreflang: other.hreflang }, say.elsewhere));
  }
  function nothing(query, narrowed, better) {
    return narrowed
      ? el("div", { class: "note" }, el("p", {}, say.none_left.replace("{q}", query)), el("p", {}, say.hint_narrowed))
      : el("div", { class: "note" }, el("p", {}, say.none.replace("{q}", query)), better && meant(better), el("p", {}, say.hint), lists(), elsewhere(query));
  }
  async function draw(query) {
    const found = await finder.find(query);
    const { groups, counts } = await narrow(found);
    const [names, better] = await Promise.all([counts ? namesOf(found) : null, mistyped(found) ? finder.meant(found, query) : null]);
    const shown = order(found, groups);
    const sections = await Promise.all(shown.map((name) => section(found, name, groups[name])));
    const count = shown.reduce((sum, name) => sum + groups[name].length, 0);
    const narrowed = FACETS.some((facet) => chosen.get(facet).size) && Object.values(found.hits).some((hits) => hits.length);
    const told = (count ? say.count.replace("{n}", String(count)) : say.none.replace("{q}", query));
    const box = count || narrowed ? facets(counts, names) : null;
    return [
      el("p", { class: "vh", role: "status" }, told),
      ...readAs(found),
      counts ? taken(names) : null,
      count && better ? meant(better) : null,
      count ? null : nothing(query, narrowed, better),
      el("div", { class: box ? "found" : null }, box, el("div", { class: "hits" }, sections)),
    ].filter(Boolean);
  }

  /* ---- the page ---- */

  let turn = 0;
  async function run() {
    const query = input.value.trim();
    turn += 1;
    const mine = turn;
    document.title = query ? `${query} · ${title}` : title;
    start.hidden = Boolean(query);
    if (!query) {
      results.replaceChildren();
      return;
    }
    results.setAttribute("aria-busy", "true");
    let parts;
    try {
      parts = await draw(query);
    } catch (error) {
      const again = el("button", { type: "button", class: "more" }, say.again);
      again.addEventListener("click", run);
      parts = [el("div", { class: "note", role: "alert" }, el("p", {}, say.failed.replace("{file}", error.message)), lists(), again)];
    }
    if (mine === turn) {
      const held = document.activeElement;
      const at = results.contains(held) && held.name ? `input[name="${held.name}"][value="${CSS.escape(held.value)}"]` : null;
      results.replaceChildren(...parts);
      results.removeAttribute("aria-busy");
      if (at && results.querySelector(at)) {
        results.querySelector(at).focus({ preventScroll: true });
      }
    }
  }

  let timer = 0;
  let composing = false;
  input.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  input.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) {
      later();
    }
  });
  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", address());
      run();
    }, WAIT);
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (!composing) {
      if (location.search !== address()) {
        history.pushState(null, "", address());
      }
      run();
    }
  });
  window.addEventListener("popstate", fromAddress);
  window.addEventListener("pageshow", (event) => event.persisted && fromAddress());
  fromAddress();
})();
