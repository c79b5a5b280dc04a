/* Showing: what was found as lists, the figure in large and the words marked. `digestHits(words, lang)` gives the items;
   `words` are the interface's strings. */
"use strict";

window.digestHits = function (words, lang) {
  const tag = { zh: "zh-Hans", en: "en" };
  const twin = lang === "zh" ? "en" : "zh";
  const say = words.search;

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
    const asked = new Set(found.tokens);
    const spans = found.tokenizer.tokens(text).filter((each) => asked.has(each.token) && !(each.single && asked.size > 1));
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
  function big(record, exact) {
    const figure = notation(record[lang]);
    const alt = notationText(record[twin], twin);
    return el("div", {},
      el("p", { class: "fg" }, exact ? el("mark", {}, figure) : figure),
      alt === notationText(record[lang], lang) ? null : el("p", { class: "alt" }, equals(), el("span", { lang: tag[twin] }, alt)));
  }
  function labels(found, record, href) {
    const metric = own(record.metric);
    const subject = own(record.subject);
    return [
      el("h3", { lang: metric.lang }, el("a", { href }, marked(found, capital(metric.text)))),
      saidIn(found, { ...subject, text: capital(subject.text) }, "p"),
    ];
  }
  function status(name) {
    return el("span", { class: `st st-${name}` }, words.status[name]);
  }
  function joined(parts) {
    return parts.filter(Boolean).join(lang === "zh" ? "；" : "; ");
  }

  function fact(found, record, exact) {
    const paper = `${own(record.publication).text}${lang === "zh" ? "，" : ", "}${day(record.date)}`;
    return el("li", {}, big(record, exact),
      el("div", {}, ...labels(found, record, `articles/${record.stem}.html#f-${record.id}`),
        el("p", { class: "meta" }, status(record.status), " ",
          joined([record.period && own(record.period).text, record.reviewed ? say.reviewed : "", paper]))));
  }
  function series(found, record) {
    return el("li", {}, big(record, false),
      el("div", {}, ...labels(found, record, `series/${record.id}.html`),
        el("p", { class: "meta" }, status(record.status), " ",
          joined([say.figures.replace("{n}", String(record.facts)), record.periods[lang === "zh" ? 0 : 1]]))));
  }
  function article(found, record) {
    const heading = own(record.title);
    const topic = record.topics[0];
    const label = topic && found.manifest.topics[topic];
    return el("li", {},
      el("p", { class: "meta" }, label ? [el("span", { class: "topic", "data-topic": topic }, own(label).text), el("br")] : null,
        el("time", { datetime: record.date }, day(record.date))),
      el("div", {},
        el("h3", { lang: heading.lang }, el("a", { href: `articles/${record.stem}.html` }, marked(found, heading.text))),
        record.summary && saidIn(found, own(record.summary), "p"),
        saidIn(found, other(record.title), "p", { class: "meta" })));
  }
  function entity(found, record) {
    const name = own(record.name);
    const folder = { topic: "topics", place: "places", organisation: "organisations" }[record.kind];
    return el("li", {},
      el("p", { class: "meta" }, say.kinds[record.kind]),
      el("div", {},
        el("h3", { lang: name.lang }, el("a", { href: `${folder}/${record.id}.html` }, marked(found, name.text))),
        saidIn(found, other(record.name), "p", { class: "meta" })));
  }

  /* How the figures and ranges of a query were understood. */
  function readAs(found) {
    const write = (number, unit) => window.digestWritten(found.tokenizer, found.manifest, number, unit);
    const lines = [...found.figures.values()].filter((figure) => figure.unit || !figure.bare).map((figure) => {
      const text = write(figure.number, figure.unit);
      const exact = text.power > 4 && !/^(?:flops|byte)/.test(figure.unit) ? el("span", { class: "meta nb" }, text.exact) : null;
      return [text[lang], text[twin], exact, say.any_notation];
    });
    if (found.span) {
      const { low, high, unit } = found.span;
      const one = (language) => {
        const [from, to] = [low, high].map((end) => end && write(end.number, unit)[language]);
        return from && to ? `${from} – ${to}` : from ? `${low.within ? "≥" : ">"} ${from}` : `${high.within ? "≤" : "<"} ${to}`;
      };
      lines.push([one(lang), one(twin), null, say.any_end]);
    }
    if (found.years) {
      lines.push([found.years.join("–"), found.years.join("–"), null, say.any_year]);
    }
    return lines.map(([mine, theirs, exact, note]) => el("p", { class: "readas" },
      el("span", { class: "meta" }, say.read_as), el("strong", {}, mine),
      mine === theirs ? null : [equals(), el("strong", { lang: tag[twin] }, theirs)], exact, el("span", { class: "meta" }, note)));
  }

  return { el, own, readAs, items: { fact, series, article, entity }, tag: tag[lang] };
};
