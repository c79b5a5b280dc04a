/* Finding: loads the index's scripts as they are needed (digest/search/index.py tells their format) and ranks what they
   name. The same over http, from a folder and under any path. `digestFinder(site)` gives one finder a page; `site` is
   the address of the folder that holds `search/` and `assets/`. */
"use strict";

window.digestFinder = (function () {
  const MOST_TERMS = 10;
  const MOST_DRAWERS = 24;
  const LEAST = 0.3; /* the share of a query that a result must answer at all, */
  const RELATIVE = 0.5; /* and that of what the best one answers */
  const LENT = 0.5; /* of a word's weight, where it stands in the fact's article and not in the fact */
  const KINDS = ["entity", "series", "article", "fact"];
  const SIGN = /(>=|<=|[><≥≤]) *$/;
  const waiting = new Map();
  const finders = new Map();
  window.digestIndex = (name, value) => waiting.get(name)(value);

  function make(site) {
    const loading = new Map();

    /* ---- loading ---- */

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
        const articleOf = [];
        Array.from(manifest.rooms).forEach((room, article) => {
          articleOf.push(...new Array((room.charCodeAt(0) - 48) * manifest.room).fill(article));
        });
        return { manifest, articleOf, tokenizer: window.digestTokenizer(manifest.language) };
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
      const start = shard.indexOf(`;${token} `) + token.length + 2;
      const texts = start > token.length + 1 ? shard.slice(start, shard.indexOf(";", start)).split("|") : [];
      return Object.fromEntries(manifest.lists.map((kind, i) => [kind, decode(texts[i] || "", manifest.steps)]));
    }
    function decode(text, steps) {
      const weights = new Map();
      const colon = text.indexOf(":");
      let number = -1;
      let step = 0;
      for (let i = colon + 1; i < text.length; i += 1) {
        const code = text.charCodeAt(i);
        if (code >= 97) {
          step = step * 36 + code - 87;
        } else if (code < 58) {
          step = step * 36 + code - 48;
        } else {
          number += step || 1;
          weights.set(number, (code - 64) / steps);
          step = 0;
        }
      }
      return { weights, total: colon < 0 ? weights.size : Number(text.slice(0, colon)) };
    }
    /* What a result shows, by the names of its fields. */
    async function record(kind, number) {
      const { manifest } = await ready();
      const block = await part(`${kind}/${Math.floor(number / manifest.blocks[kind])}`);
      const row = (block.rows || block)[number % manifest.blocks[kind]];
      const named = (names, values) => names.map((name, i) => [name, values[i]]);
      const fields = Object.fromEntries(
        block.of ? [...named(manifest.shown.of, block.of[row[0]]), ...named(manifest.shown.fact, row.slice(1))] : named(manifest.shown[kind], row),
      );
      if (block.of) {
        manifest.shown.pairs.forEach((name) => { fields[name] = block.pairs[fields[name]]; });
        fields.status = manifest.statuses[fields.status];
      }
      return fields.zh ? { ...fields, zh: fields.zh.split("|"), en: fields.en.split("|") } : fields;
    }

    /* ---- reading a query ---- */

    /* Its words, figures and ranges. `span` is a range of values {low, high, unit}, an end null where it is open;
       `years` one of years; both null where the query names none. */
    function read(tokenizer, query) {
      const read = { tokens: [], figures: new Map(), span: null, years: null };
      const found = tokenizer.tokens(query).filter((each) => !each.single);
      for (let i = 0; i < found.length; i += 1) {
        const { figure, token, start } = found[i];
        const sign = figure && SIGN.exec(tokenizer.fold(query.slice(0, start)));
        if (sign) {
          const end = { number: figure.number, within: /[=≥≤]/.test(sign[1]) };
          const more = /[>≥]/.test(sign[1]);
          const before = read.span && read.span.unit === figure.unit ? read.span : { low: null, high: null };
          read.span = { ...before, [more ? "low" : "high"]: end, unit: figure.unit };
        } else if (figure && figure.to) {
          const [low, high] = [figure, figure.to].map((each) => ({ number: each.number, within: true }));
          const years = [low, high].map((end) => yearOf(end.number));
          if (!figure.unit && years[0] && years[1]) {
            read.years = [Math.min(...years), Math.max(...years)];
          } else {
            read.span = compare(low.number, high.number) > 0 ? { low: high, high: low } : { low, high };
            read.span.unit = figure.unit;
            read.span.ends = [token, found[i + 1].token];
          }
          i += 1;
        } else {
          read.tokens.push(token);
          if (figure) {
            read.figures.set(token, figure);
          }
        }
      }
      read.tokens = [...new Set(read.tokens)].slice(0, MOST_TERMS);
      return read;
    }
    function yearOf({ coefficient, exponent }) {
      const year = exponent === 0 ? Number(coefficient) : 0;
      return year >= 1900 && year <= 2100 ? year : 0;
    }
    function compare(a, b) {
      const least = Math.min(a.exponent, b.exponent);
      const [one, two] = [a, b].map((each) => each.coefficient * 10n ** BigInt(each.exponent - least));
      return one < two ? -1 : Number(one > two);
    }

    /* ---- ranges ---- */

    function drawer(tokenizer, number) {
      const { digits, exponent } = tokenizer.shortest(number);
      return digits === "0" ? -999 : 3 * (digits.length + exponent - 1) + (digits[0] >= "2") + (digits[0] >= "5");
    }
    /* The numbers of the facts with an end in the range. */
    async function within(manifest, tokenizer, { low, high, unit }) {
      const held = manifest.values[unit] || [];
      const from = low ? drawer(tokenizer, low.number) : -Infinity;
      const to = high ? drawer(tokenizer, high.number) : Infinity;
      let names = held.filter((each) => each >= from && each <= to);
      names = low ? names.slice(0, MOST_DRAWERS) : names.slice(-MOST_DRAWERS);
      const slug = Array.from(unit, (char) => (/[a-z0-9]/.test(char) ? char : `_${char.codePointAt(0).toString(16)}`)).join("") || "_";
      const parts = await Promise.all(names.map((name) => part(`values/${slug}/${name}`)));
      const found = new Set();
      for (const group of parts.flatMap((text) => text.split(";"))) {
        const [value, numbers] = group.split(":");
        const [coefficient, exponent = "0"] = value.split("e");
        const number = { coefficient: BigInt(coefficient), exponent: Number(exponent) };
        if (fits(number, low, 1) && fits(number, high, -1)) {
          let last = 0;
          for (const step of numbers.split(",")) {
            last += parseInt(step, 36);
            found.add(last);
          }
        }
      }
      return found;
    }
    function fits(number, end, side) {
      const order = end ? compare(number, end.number) * side : 1;
      return order > 0 || (order === 0 && end.within);
    }

    /* By kind, the numbers of what speaks of the years from `first` to `last`. */
    async function speaking(manifest, [first, last]) {
      const held = await Promise.all(manifest.years.filter((year) => year >= first && year <= last).map((year) => part(`years/${year}`)));
      return Object.fromEntries(KINDS.map((kind) => [
        kind, new Set(held.flatMap((kinds) => [...decode(kinds[kind] || "", manifest.steps).weights.keys()])),
      ]));
    }

    /* ---- ranking ---- */

    /* Everything that answers `query`, best first, by kind. BM25 over the index's weights, times the square of the
       share of the query that a record answers; a newer record stands before an older one of the same score. */
    async function find(query) {
      const { manifest, tokenizer, articleOf } = await ready();
      const asked = read(tokenizer, query);
      const figures = [...asked.figures.keys()];
      const fetch = (tokens) => Promise.all(tokens.map((token) => postings(manifest, token)));
      const ends = asked.span && asked.span.ends ? asked.span.ends : [];
      const [terms, own, near, edges, span, years] = await Promise.all([
        fetch(asked.tokens),
        fetch(figures.map((token) => `=${token}`)),
        fetch(neighbours(tokenizer, asked.figures).map((token) => `=${token}`)),
        fetch(ends.map((token) => `=${token}`)),
        asked.span && within(manifest, tokenizer, asked.span),
        asked.years && speaking(manifest, asked.years),
      ]);
      figures.forEach((token, i) => {
        const { weights } = terms[asked.tokens.indexOf(token)].fact;
        own[i].fact.weights.forEach((weight, number) => weights.set(number, weight));
      });
      const exact = new Set(own.flatMap((each) => [...each.fact.weights.keys()]));
      const whole = edges.length === 2 ? new Set([...edges[0].fact.weights.keys()].filter((n) => edges[1].fact.weights.has(n))) : new Set();
      const ranked = {};
      for (const kind of KINDS) {
        const around = kind === "fact" && terms.length > 1 ? terms.map((term) => term.article.weights) : null;
        ranked[kind] = rank(terms.map((term) => term[kind]), manifest.records[kind], kind === "entity" ? 1 : -1, around && { around, articleOf });
      }
      const best = Math.max(0, ...KINDS.flatMap((kind) => ranked[kind].map((hit) => hit.share)).slice(0, 20_000));
      for (const kind of KINDS) {
        ranked[kind] = ranked[kind].filter((hit) => hit.share >= Math.max(LEAST, RELATIVE * best) || exact.has(hit.number));
      }
      if (span) {
        const all = asked.tokens.length ? ranked.fact : [...span].map((number) => ({ number })).sort((a, b) => b.number - a.number);
        const kept = all.filter((hit) => span.has(hit.number));
        ranked.fact = [...kept.filter((hit) => whole.has(hit.number)), ...kept.filter((hit) => !whole.has(hit.number))];
        ranked.series = [];
      }
      if (years) {
        for (const kind of KINDS) {
          const all = asked.tokens.length || span ? ranked[kind] : [...years[kind]].sort((a, b) => b - a).map((number) => ({ number }));
          ranked[kind] = all.filter((hit) => years[kind].has(hit.number));
        }
      }
      const isExact = (hit) => figures.length > 0 && exact.has(hit.number);
      const close = new Set(near.flatMap((each) => [...each.fact.weights.keys()]));
      return {
        ...asked,
        manifest,
        tokenizer,
        missing: asked.tokens.filter((token, i) => KINDS.every((kind) => !terms[i][kind].total)),
        hits: {
          exact: ranked.fact.filter(isExact),
          near: span ? [] : [...close].filter((number) => !exact.has(number)).sort((a, b) => b - a).map((number) => ({ number })),
          fact: ranked.fact.filter((hit) => !isExact(hit) && (span || !close.has(hit.number))),
          series: ranked.series,
          article: ranked.article,
          entity: ranked.entity,
        },
      };
    }
    /* `context` lends a fact the words of its article's text that it does not bear itself, at less than their weight. */
    function rank(terms, records, order, context) {
      const scores = new Map();
      const rarities = [];
      let all = 0;
      for (const { weights, total } of terms) {
        const rarity = Math.log(1 + Math.max(0, records - total + 0.5) / (total + 0.5));
        all += rarity;
        rarities.push(rarity);
        for (const [number, weight] of weights) {
          let hit = scores.get(number);
          if (!hit) {
            hit = { number, score: 0, share: 0 };
            scores.set(number, hit);
          }
          hit.score += rarity * weight;
          hit.share += rarity;
        }
      }
      const hits = [...scores.values()];
      for (const hit of hits) {
        for (let i = 0; context && i < terms.length; i += 1) {
          const lent = terms[i].weights.has(hit.number) ? 0 : context.around[i].get(context.articleOf[hit.number]) || 0;
          hit.score += LENT * rarities[i] * lent;
          hit.share += lent && LENT * rarities[i];
        }
        hit.share /= all || 1;
        hit.score *= hit.share * hit.share;
      }
      return hits.sort((a, b) => b.score - a.score || order * (a.number - b.number));
    }
    /* The same digits, ten times more and less: what a slip between 亿 and billion makes of a figure. */
    function neighbours(tokenizer, figures) {
      return [...figures.values()]
        .filter((figure) => figure.unit || !figure.bare)
        .flatMap((figure) => [-1, 1].map((by) => tokenizer.say({ ...figure.number, exponent: figure.number.exponent + by }, figure.unit)));
    }

    /* ---- narrowing ---- */

    /* How many scripts must be loaded to know what hits can be chosen by. */
    function weight(manifest, hits) {
      return new Set(hits.map((hit) => Math.floor(hit.number / manifest.column))).size;
    }
    /* For hits of a kind, what each can be chosen by: {topic, place, year, status}. */
    async function choices(kind, hits) {
      const [{ manifest }, names] = await Promise.all([ready(), part("choices/names")]);
      const blocks = [...new Set(hits.map((hit) => Math.floor(hit.number / manifest.column)))];
      const columns = new Map(await Promise.all(blocks.map(async (block) => [block, await part(`choices/${kind}/${block}`)])));
      return hits.map(({ number }) => {
        const at = columns.get(Math.floor(number / manifest.column)).map((column) => column.charCodeAt(number % manifest.column) - 48);
        return at[0] < 0 ? null : {
          topic: names.topics[at[0]],
          place: at[1] ? [names.places[at[1] - 1][0]] : [],
          year: [String(names.first + at[2])],
          status: at[3] ? [names.statuses[at[3] - 1]] : [],
        };
      });
    }
    async function places() {
      return new Map((await part("choices/names")).places.map(([id, zh, en]) => [id, [zh, en]]));
    }

    /* ---- suggesting ---- */

    function rows() {
      return once("rows", async () => {
        const [{ tokenizer }, list] = await Promise.all([ready(), part("suggestions")]);
        return list.map(([kind, id, zh, en, others, count]) => ({
          kind, id, zh, en, count, forms: [zh, en, ...others].filter(Boolean).map((form) => tokenizer.fold(form)),
        }));
      });
    }
    /* The names that `text` begins, the likeliest first, and the figure it is, if it is one. */
    async function suggest(text, most) {
      const [{ manifest, tokenizer }, names] = await Promise.all([ready(), rows()]);
      const begun = tokenizer.fold(text).trim().replace(/\s+/g, " ");
      const joined = begun.replace(/[ ']/g, "");
      const found = [];
      for (const row of names) {
        let best = 0;
        for (const form of row.forms) {
          if (form === begun) {
            best = 4;
          } else if (form.startsWith(begun) || (joined.length > 2 && form.startsWith(joined))) {
            best = Math.max(best, 3);
          } else if (begun.length > 1 && form.includes(` ${begun}`)) {
            best = Math.max(best, 2);
          } else if (begun > "\u3400" && form.includes(begun)) {
            best = Math.max(best, 1);
          }
        }
        if (best && begun) {
          found.push({ row, best });
        }
      }
      found.sort((a, b) => b.best - a.best || b.row.count - a.row.count);
      const asked = read(tokenizer, text);
      const figures = [...asked.figures.values()].filter((figure) => figure.unit || !figure.bare);
      return { names: found.slice(0, most).map(({ row }) => row), figure: figures[0] || null, manifest, tokenizer };
    }
    /* The query with a word put right that the index does not hold; null where none is close. */
    async function meant(found, query) {
      const names = await rows();
      const latin = new Map();
      const han = new Map();
      for (const row of names) {
        for (const form of row.forms) {
          const words = /^[\u3400-\u9fff]+$/.test(form) ? [] : form.match(/[a-z]{3,}/g) || [];
          words.forEach((word) => latin.set(word, (latin.get(word) || 0) + row.count + 1));
        }
        han.set(row.forms[0], row.count + 1);
      }
      const missing = new Set(found.missing);
      const spans = found.tokenizer.tokens(query).filter((each) => missing.has(each.token) && !each.single);
      let text = query;
      for (const { start, end } of spans.reverse()) {
        const word = found.tokenizer.fold(query.slice(start, end));
        const better = closest(word, /^[a-z]+$/.test(word) ? latin : han);
        if (better && text.slice(start, end) === query.slice(start, end)) {
          text = text.slice(0, start) + better + text.slice(end);
        }
      }
      return text === query ? null : text;
    }
    function closest(word, counts) {
      const most = word.length < 3 ? 1 : word.length < 6 ? 1 : 2;
      let best = null;
      for (const [other, count] of counts) {
        if (Math.abs(other.length - word.length) <= most && other !== word) {
          const far = distance(word, other);
          if (far <= most && far < word.length && (!best || far < best.far || (far === best.far && count > best.count))) {
            best = { other, far, count };
          }
        }
      }
      return best && best.other;
    }
    /* How many letters are added, dropped, changed or swapped with the next. */
    function distance(a, b) {
      let before = null;
      let above = Array.from({ length: b.length + 1 }, (_, i) => i);
      for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
          row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
            row[j] = Math.min(row[j], before[j - 2] + 1);
          }
        }
        before = above;
        above = row;
      }
      return above[b.length];
    }

    return { find, record, weight, choices, places, suggest, meant, compare };
  }

  return (site) => {
    if (!finders.has(site)) {
      finders.set(site, make(site));
    }
    return finders.get(site);
  };
})();

/* A value in words of size: {zh: "200亿元", en: "RMB 20 billion", exact: "20,000,000,000"}. */
window.digestWritten = (function () {
  function plain(digits, exponent) {
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
  function sized(digits, exponent, scales, gap, commas) {
    const power = digits.length + exponent - 1;
    const scale = scales.find(([least]) => power >= least) || [0, ""];
    const number = plain(digits, exponent - scale[0]);
    return `${commas ? grouped(number) : number}${scale[1] && gap}${scale[1]}`;
  }
  return (tokenizer, manifest, number, unit) => {
    const { digits, exponent } = tokenizer.shortest(number);
    const zh = sized(digits, exponent, [[12, "万亿"], [8, "亿"], [4, "万"]], "", false);
    const en = sized(digits, exponent, [[12, "trillion"], [9, "billion"], [6, "million"]], " ", true);
    const say = manifest.language.say[unit] || { zh: "{}", en: "{}" };
    return {
      zh: say.zh.replace("{}", zh),
      en: say.en.replace("{}", en),
      exact: grouped(plain(digits, exponent)),
      power: digits.length + exponent,
    };
  };
})();
