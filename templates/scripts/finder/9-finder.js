/* Finding: what answers a query, best first, and what is shown of it (digest/search/index.py tells the format of the
   index). `digestFinder(site)` gives one finder a page; `site` is the address of the folder that holds `search/` and
   `assets/`. */
"use strict";

window.digestFinder = (function () {
  const MOST_TERMS = 10; /* words that are looked up, */
  const MOST_SHARDS = 16; /* and scripts with lists that are loaded for them: a query stays under 100 kB */
  const LEAST = 0.3; /* the share of a query that a result must answer at all, */
  const RELATIVE = 0.5; /* and that of what the best one answers */
  const KINDS = ["entity", "series", "article", "fact"];
  const finders = new Map();

  function make(site) {
    const { script, once, part } = window.digestLoader(site);

    function ready() {
      return once("ready", async () => {
        const [manifest] = await Promise.all([part("manifest"), window.digestTokenizer || script("assets/tokens.js")]);
        const tokenizer = window.digestTokenizer(manifest.language);
        const lists = window.digestLists(manifest, part);
        const ranges = window.digestRanges(manifest, tokenizer, part, lists.decode);
        const records = window.digestRecords(manifest, lists, once, part);
        return { manifest, tokenizer, lists, ranges, records, common: new Set(manifest.common.split(" ")) };
      });
    }
    async function record(kind, number) {
      return (await ready()).records.record(kind, number);
    }

    /* ---- answering ---- */

    /* Everything that answers `query`, best first, by kind. */
    async function find(query) {
      const { manifest, tokenizer, lists, ranges, records, common } = await ready();
      const asked = window.digestQueries.read(tokenizer, query);
      asked.tokens = window.digestQueries.telling(asked, common, MOST_TERMS);
      const figures = asked.tokens.filter((token) => asked.figures.has(token));
      const fetch = (tokens) => Promise.all(tokens.map((token) => lists.postings(token)));
      const ends = asked.span && asked.span.ends ? asked.span.ends : [];
      const room = Math.max(0, MOST_SHARDS - asked.tokens.length - figures.length - ends.length);
      const [terms, own, near, edges, span, years] = await Promise.all([
        fetch(asked.tokens),
        fetch(figures.slice(0, MOST_SHARDS - asked.tokens.length).map((token) => `=${token}`)),
        fetch(neighbours(tokenizer, figures.map((token) => asked.figures.get(token))).map((token) => `=${token}`).slice(0, room)),
        fetch(ends.map((token) => `=${token}`)),
        asked.span && ranges.within(asked.span),
        asked.years && ranges.speaking(asked.years),
      ]);
      await spell(tokenizer, lists, terms, room - near.length);
      figures.slice(0, own.length).forEach((token, i) => {
        const { weights } = terms[asked.tokens.indexOf(token)].fact;
        own[i].fact.weights.forEach((weight, number) => weights.set(number, weight));
      });
      const exact = new Set(own.flatMap((each) => [...each.fact.weights.keys()]));
      const whole = edges.length === 2 ? new Set([...edges[0].fact.weights.keys()].filter((n) => edges[1].fact.weights.has(n))) : new Set();
      const ranked = {};
      for (const kind of KINDS) {
        const around = kind === "fact" && terms.length > 1 ? terms.map((term) => term.article.weights) : null;
        ranked[kind] = window.digestRank(terms.map((term) => term[kind]), manifest.records[kind], kind === "entity" ? 1 : -1, around && { around, articleOf: records.articleOf });
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
    /* Words in pinyin find what holds the names that they spell, while the words of these are no more than `room`. */
    async function spell(tokenizer, lists, terms, room) {
      let left = room;
      await Promise.all(terms.filter((term) => !term.article.total).flatMap((term) => term.spells.map(async (name) => {
        const tokens = new Set(tokenizer.tokens(name).filter((each) => !each.single).map((each) => each.token));
        left -= tokens.size;
        if (left >= 0) {
          lists.widen(term, await Promise.all([...tokens].map(lists.postings)));
        }
      })));
    }
    /* The same digits, ten times more and less: what a slip between 亿 and billion makes of a figure. */
    function neighbours(tokenizer, figures) {
      return figures
        .filter((figure) => figure.unit || !figure.bare)
        .flatMap((figure) => [-1, 1].map((by) => tokenizer.say({ ...figure.number, exponent: figure.number.exponent + by }, figure.unit)));
    }

    /* ---- narrowing ---- */

    /* How many scripts must be loaded to know what hits can be chosen by. */
    function weight(manifest, hits) {
      return new Set(hits.map((hit) => Math.floor(hit.number / manifest.column))).size;
    }
    function told(characters) {
      return Array.from(characters, (char) => char.charCodeAt(0) - 48).filter((place) => place >= 0);
    }
    /* For hits of a kind, lists of what each can be chosen by: {topic, place, year, status}. */
    async function choices(kind, hits) {
      const [{ manifest }, names] = await Promise.all([ready(), part("choices/names")]);
      const blocks = [...new Set(hits.map((hit) => Math.floor(hit.number / manifest.column)))];
      const columns = new Map(await Promise.all(blocks.map(async (block) => [
        block, (await part(`choices/${kind}/${block}`)).map((column) => (manifest.several.includes(kind) ? column.split("/") : column)),
      ])));
      return hits.map(({ number }) => {
        const at = columns.get(Math.floor(number / manifest.column)).map((column) => told(column[number % manifest.column]));
        return at[0].length ? {
          topic: names.topics[at[0][0]],
          place: at[1].map((each) => names.places[each][0]),
          year: at[2].map((each) => String(names.first + each)),
          status: at[3].map((each) => names.statuses[each]),
        } : null;
      });
    }
    async function places() {
      return new Map((await part("choices/names")).places.map(([id, zh, en]) => [id, [zh, en]]));
    }

    return { find, record, weight, choices, places, ...window.digestSuggestions(ready, once, part) };
  }

  return (site) => {
    if (!finders.has(site)) {
      finders.set(site, make(site));
    }
    return finders.get(site);
  };
})();
