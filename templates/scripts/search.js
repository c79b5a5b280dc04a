/* The search page. It loads the index's scripts as a query needs them (their format is told in digest/search/index.py),
   ranks what they name and shows it; over http, from a folder, under any path. */
"use strict";

(function () {
  const SHOWN_AT_ONCE = 10;
  const NEAR_AT_ONCE = 4;
  const WAIT = 120; /* milliseconds after the last key */
  const LEAST = 0.3; /* the share of a query that a result must answer at all, */
  const RELATIVE = 0.5; /* and that of what the best one answers */

  const site = document.currentScript.src.replace(/assets\/[^/]*$/, "");
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const tag = { zh: "zh-Hans", en: "en" };
  const twin = lang === "zh" ? "en" : "zh";
  const words = JSON.parse(document.getElementById("search-words").textContent);
  const say = words.search;
  const results = document.getElementById("search-results");
  const form = document.querySelector("form.ask");
  const input = form.elements.q;
  const title = document.title;

  /* ---- the index ---- */

  const waiting = new Map();
  const loading = new Map();
  window.digestIndex = (name, value) => waiting.get(name)(value);

  function script(address) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = site + address;
      element.onload = resolve;
      element.onerror = () => {
        element.remove();
        reject(new Error(address));
      };
      document.head.append(element);
    });
  }
  function once(name, load) {
    if (!loading.has(name)) {
      const promise = load();
      promise.catch(() => loading.delete(name));
      loading.set(name, promise);
    }
    return loading.get(name);
  }
  function part(name) {
    return once(name, async () => {
      const value = new Promise((resolve) => waiting.set(name, resolve));
      await script(`search/${name}.js`);
      return value;
    });
  }
  function ready() {
    return once("ready", async () => {
      const [manifest] = await Promise.all([part("manifest"), window.digestTokenizer || script("assets/tokens.js")]);
      return { manifest, tokenizer: window.digestTokenizer(manifest.language) };
    });
  }

  function hash(text) {
    let value = 0x811c9dc5;
    for (const char of text) {
      value = Math.imul(value ^ char.codePointAt(0), 0x01000193) >>> 0;
    }
    return value;
  }
  /* The postings of a token: for each kind, record numbers and how much each is about it, from 0 to 1. */
  async function postings(manifest, token) {
    const shard = await part(`tokens/${hash(token) % manifest.shards}`);
    const texts = Object.prototype.hasOwnProperty.call(shard, token) ? shard[token].split("|") : [];
    const [entity, article, fact] = [0, 1, 2].map((i) => decode(texts[i] || "", manifest.steps));
    return { entity, article, fact };
  }
  function decode(text, steps) {
    const found = new Map();
    let number = -1;
    let step = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code < 58) {
        step = step * 10 + code - 48;
      } else {
        number += step || 1;
        found.set(number, (code - 96) / steps);
        step = 0;
      }
    }
    return found;
  }
  async function record(manifest, kind, number) {
    const block = await part(`${kind}/${Math.floor(number / manifest.block)}`);
    const values = block[number % manifest.block];
    return Object.fromEntries(manifest.shown[kind].map((name, i) => [name, values[i]]));
  }

  /* ---- finding ---- */

  /* Everything that answers `query`, best first, by group. BM25 over the index's weights, times the square of the share
     of the query that a record answers; a newer record stands before an older one of the same score. */
  async function find(query) {
    const { manifest, tokenizer } = await ready();
    const read = tokenizer.tokens(query).filter((each) => !each.single);
    const tokens = [...new Set(read.map((each) => each.token))];
    const figures = [...new Map(read.filter((each) => each.figure).map((each) => [each.token, each.figure])).entries()];
    const [terms, own, near] = await Promise.all([
      Promise.all(tokens.map((token) => postings(manifest, token))),
      Promise.all(figures.map(([token]) => postings(manifest, `=${token}`))),
      Promise.all(neighbours(tokenizer, figures).map((token) => postings(manifest, `=${token}`))),
    ]);
    figures.forEach(([token], i) => own[i].fact.forEach((weight, number) => terms[tokens.indexOf(token)].fact.set(number, weight)));
    const exact = new Set(own.flatMap((each) => [...each.fact.keys()]));
    const close = new Set(near.flatMap((each) => [...each.fact.keys()].filter((number) => !exact.has(number))));
    const ranked = {};
    for (const kind of ["entity", "article", "fact"]) {
      ranked[kind] = rank(terms.map((term) => term[kind]), manifest.records[kind], kind === "entity" ? 1 : -1);
    }
    const best = Math.max(...Object.values(ranked).map((each) => (each.length ? Math.max(...each.map((hit) => hit.share)) : 0)), 0);
    const enough = (hit) => hit.share >= Math.max(LEAST, RELATIVE * best);
    return {
      manifest,
      tokenizer,
      tokens: new Set(tokens),
      figures: figures.map(([, figure]) => figure),
      exact: ranked.fact.filter((hit) => exact.has(hit.number)),
      near: [...close].sort((a, b) => b - a).map((number) => ({ number })),
      fact: ranked.fact.filter((hit) => enough(hit) && !exact.has(hit.number)),
      article: ranked.article.filter(enough),
      entity: ranked.entity.filter(enough),
    };
  }
  function rank(terms, records, order) {
    const scores = new Map();
    let all = 0;
    for (const term of terms) {
      const rarity = Math.log(1 + (records - term.size + 0.5) / (term.size + 0.5));
      all += rarity;
      for (const [number, weight] of term) {
        const hit = scores.get(number) || { number, score: 0, share: 0 };
        hit.score += rarity * weight;
        hit.share += rarity;
        scores.set(number, hit);
      }
    }
    const hits = [...scores.values()];
    for (const hit of hits) {
      hit.share /= all;
      hit.score *= hit.share * hit.share;
    }
    return hits.sort((a, b) => b.score - a.score || order * (a.number - b.number));
  }
  /* The same digits, ten times more and less: what a slip between 亿 and billion makes of a figure. */
  function neighbours(tokenizer, figures) {
    return figures
      .filter(([, figure]) => worded(figure))
      .flatMap(([, figure]) => [-1, 1].map((by) => tokenizer.say({ ...figure.number, exponent: figure.number.exponent + by }, figure.unit)));
  }
  function worded(figure) {
    return Boolean(figure.unit) || !figure.bare;
  }

  /* ---- writing figures ---- */

  function plainDigits(digits, exponent) {
    if (exponent >= 0) {
      return digits + "0".repeat(exponent);
    }
    const padded = digits.padStart(1 - exponent, "0");
    return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }
  function grouped(text) {
    const [whole, rest] = text.split(".");
    return whole.replace(/\B(?=(?:\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  }
  /* A value in words of size: 200亿, 20 billion. */
  function sized(digits, exponent, scales, size, commas) {
    const power = digits.length + exponent - 1;
    const scale = scales.find(([least]) => power >= least) || [0, ""];
    const number = plainDigits(digits, exponent - scale[0]);
    return `${commas ? grouped(number) : number}${scale[1] && size}${scale[1]}`;
  }
  function written(tokenizer, manifest, figure) {
    const { digits, exponent } = tokenizer.shortest(figure.number);
    const zh = sized(digits, exponent, [[12, "万亿"], [8, "亿"], [4, "万"]], "", false);
    const en = sized(digits, exponent, [[12, "trillion"], [9, "billion"], [6, "million"]], " ", true);
    const say = manifest.language.say[figure.unit] || { zh: "{}", en: "{}" };
    return { zh: say.zh.replace("{}", zh), en: say.en.replace("{}", en), exact: grouped(plainDigits(digits, exponent)), power: digits.length + exponent };
  }

  /* ---- showing ---- */

  function el(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) {
        element.setAttribute(key, value);
      }
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }
  /* A pair in the reader's language; in Chinese, and tagged so, where there is no English. */
  function own(pair) {
    return lang === "en" && pair[1] === null ? { text: pair[0], lang: tag.zh } : { text: pair[lang === "zh" ? 0 : 1], lang: null };
  }
  function other(pair) {
    return pair[1] === null ? null : { text: pair[lang === "zh" ? 1 : 0], lang: tag[twin] };
  }
  /* `text` with the words of the query marked. */
  function marked(found, text) {
    const spans = found.tokenizer.tokens(text).filter((each) => found.tokens.has(each.token) && !(each.single && found.tokens.size > 1));
    const out = [];
    let place = 0;
    for (let i = 0; i < spans.length; i += 1) {
      const { figure } = spans[i];
      const start = Math.max(place, spans[i].start);
      let { end } = spans[i];
      while (i + 1 < spans.length && spans[i + 1].start <= end) {
        i += 1;
        end = Math.max(end, spans[i].end);
      }
      if (end > start) {
        out.push(text.slice(place, start), el("mark", { class: figure ? "nb" : null }, text.slice(start, end)));
        place = end;
      }
    }
    return [...out, text.slice(place)];
  }
  function saidIn(found, said, name, attributes) {
    return said && el(name, { ...attributes, lang: said.lang }, marked(found, said.text));
  }
  function day(date) {
    const month = date.length === 7;
    const format = new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", {
      year: "numeric", month: "long", day: month ? undefined : "numeric", timeZone: "UTC",
    });
    return format.format(new Date(`${date}${month ? "-01" : ""}T00:00:00Z`));
  }
  function capital(text) {
    return lang === "en" && /^[a-z]+\b/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
  }
  function notationText([hedge, before, number, unit], language) {
    if (language === "zh") {
      return hedge + before + number + unit;
    }
    return `${hedge && `${hedge} `}${before}${/^[A-Za-z]+$/.test(before) ? " " : ""}${number}${unit && (/^[%‰]/.test(unit) ? unit : ` ${unit}`)}`;
  }
  function notation([hedge, before, number, unit]) {
    const gap = lang === "en" ? " " : "";
    const small = [hedge, before].filter(Boolean).flatMap((word) => [el("span", { class: "h" }, word), gap]);
    const after = unit && [unit === "%" ? "" : gap, el("span", { class: unit === "%" ? "u pc" : "u" }, unit)];
    return [...small, el("b", {}, number), ...(after || [])];
  }
  function equals() {
    return el("span", { class: "eq", role: "img", "aria-label": say.equals });
  }

  function factItem(found, fact, exact) {
    const metric = own(fact.metric);
    const subject = own(fact.subject);
    const paper = `${own(fact.publication).text}${lang === "zh" ? "，" : ", "}${day(fact.date)}`;
    const period = fact.period ? own(fact.period).text : "";
    const figure = notation(fact[lang]);
    const alt = notationText(fact[twin], twin);
    return el("li", {},
      el("div", {},
        el("p", { class: "fg" }, exact ? el("mark", {}, figure) : figure),
        alt === notationText(fact[lang], lang) ? null : el("p", { class: "alt" }, equals(), el("span", { lang: tag[twin] }, alt))),
      el("div", {},
        el("h3", { lang: metric.lang }, el("a", { href: `articles/${fact.stem}.html#f-${fact.id}` }, marked(found, capital(metric.text)))),
        saidIn(found, { ...subject, text: capital(subject.text) }, "p"),
        el("p", { class: "meta" },
          el("span", { class: `st st-${fact.status}` }, words.status[fact.status]), " ",
          [period, fact.reviewed ? say.reviewed : "", paper].filter(Boolean).join(lang === "zh" ? "；" : "; "))));
  }
  function articleItem(found, article) {
    const heading = own(article.title);
    const topic = article.topics[0];
    const label = topic && found.manifest.topics[topic];
    return el("li", {},
      el("p", { class: "meta" }, label ? [el("span", { class: "topic", "data-topic": topic }, own(label).text), el("br")] : null,
        el("time", { datetime: article.date }, day(article.date))),
      el("div", {},
        el("h3", { lang: heading.lang }, el("a", { href: `articles/${article.stem}.html` }, marked(found, heading.text))),
        article.summary && saidIn(found, own(article.summary), "p"),
        saidIn(found, other(article.title), "p", { class: "meta" })));
  }
  function entityItem(found, entity) {
    const name = own(entity.name);
    const folder = { topic: "topics", place: "places", organisation: "organisations" }[entity.kind];
    return el("li", {},
      el("p", { class: "meta" }, say.kinds[entity.kind]),
      el("div", {},
        el("h3", { lang: name.lang }, el("a", { href: `${folder}/${entity.id}.html` }, marked(found, name.text))),
        saidIn(found, other(entity.name), "p", { class: "meta" })));
  }

  async function section(found, heading, kind, hits, item, atOnce) {
    const list = el("ul");
    const more = el("button", { type: "button", class: "more" }, say.more);
    let shown = 0;
    const add = async (count) => {
      const numbers = hits.slice(shown, shown + count).map((hit) => hit.number);
      const records = await Promise.all(numbers.map((number) => record(found.manifest, kind, number)));
      const items = records.map((each) => item(found, each));
      list.append(...items);
      shown += items.length;
      more.hidden = shown >= hits.length;
      return items;
    };
    more.addEventListener("click", async () => {
      const [first] = await add(2 * SHOWN_AT_ONCE);
      first.querySelector("a").focus();
    });
    await add(atOnce);
    return el("section", {}, el("h2", {}, heading, el("span", {}, String(hits.length))), list, more);
  }
  function readAs(found) {
    return found.figures.filter(worded).map((figure) => {
      const text = written(found.tokenizer, found.manifest, figure);
      const exact = text.power > 4 && !figure.unit.match(/^(?:flops|byte)/) ? el("span", { class: "meta nb" }, text.exact) : null;
      const second = text[twin] === text[lang] ? [] : [equals(), el("strong", { lang: tag[twin] }, text[twin])];
      return el("p", { class: "readas" }, el("span", { class: "meta" }, say.read_as), el("strong", {}, text[lang]), second, exact,
        el("span", { class: "meta" }, say.any_notation));
    });
  }
  function lists() {
    return el("ul", { class: "names" }, ["articles", "places", "organisations"].map((name) =>
      el("li", {}, el("a", { href: `${name}/index.html` }, say.lists[name]))));
  }

  async function draw(found, query) {
    const strict = (item) => (each, fact) => item(each, fact, true);
    const groups = [
      [say.groups.exact, "fact", found.exact, strict(factItem), SHOWN_AT_ONCE],
      [say.groups.near, "fact", found.near, factItem, NEAR_AT_ONCE],
      [say.groups.facts, "fact", found.fact.filter((hit) => !found.near.some((near) => near.number === hit.number)), factItem, SHOWN_AT_ONCE],
      [say.groups.articles, "article", found.article, articleItem, SHOWN_AT_ONCE],
      [say.groups.entities, "entity", found.entity, entityItem, SHOWN_AT_ONCE],
    ].filter((group) => group[2].length);
    /* A place, a firm or a topic asked for by name comes before what is told of it. */
    if (!found.exact.length && found.entity.length && found.entity[0].share > 0.99) {
      groups.unshift(groups.pop());
    }
    const sections = await Promise.all(groups.map((group) => section(found, ...group)));
    const count = groups.reduce((sum, group) => sum + group[2].length, 0);
    const none = groups.length ? null : el("div", { class: "note" }, el("p", {}, say.none.replace("{q}", query)), el("p", {}, say.hint), lists());
    const status = el("p", { class: "vh", role: "status" }, count ? say.count.replace("{n}", String(count)) : say.none.replace("{q}", query));
    const parts = [status, readAs(found), none, el("div", { class: "hits" }, sections)];
    return parts.flat().filter(Boolean);
  }

  /* ---- the page ---- */

  let turn = 0;
  async function run() {
    const query = input.value.trim();
    turn += 1;
    const mine = turn;
    document.title = query ? `${query} · ${title}` : title;
    for (const link of document.querySelectorAll("header a[hreflang]")) {
      link.search = query ? `?q=${encodeURIComponent(query)}` : "";
    }
    if (!query) {
      results.replaceChildren();
      return;
    }
    results.setAttribute("aria-busy", "true");
    let parts;
    try {
      parts = await draw(await find(query), query);
    } catch (error) {
      const again = el("button", { type: "button", class: "more" }, say.again);
      again.addEventListener("click", run);
      parts = [el("div", { class: "note", role: "alert" }, el("p", {}, say.failed.replace("{file}", error.message)), lists(), again)];
    }
    if (mine === turn) {
      results.replaceChildren(...parts);
      results.removeAttribute("aria-busy");
    }
  }
  function address() {
    const query = input.value.trim();
    return query ? `?q=${encodeURIComponent(query)}` : location.pathname;
  }
  function fromAddress() {
    input.value = new URLSearchParams(location.search).get("q") || "";
    run();
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
