/* Queries: what a reader asks for, and the values that it names. */
"use strict";

window.digestQueries = (function () {
  const SIGN = /(>=|<=|[><≥≤]) *$/;

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
    read.tokens = [...new Set(read.tokens)];
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
  /* The `most` words of a long query that say most: its figures, then what is not `common`, from all parts of it. */
  function telling({ tokens, figures }, common, most) {
    if (tokens.length <= most) {
      return tokens;
    }
    const kept = new Set([...figures.keys()].slice(0, most));
    const words = tokens.filter((token) => !figures.has(token));
    for (const some of [words.filter((token) => !common.has(token)), words.filter((token) => common.has(token))]) {
      const room = Math.min(most - kept.size, some.length);
      for (let i = 0; i < room; i += 1) {
        kept.add(some[Math.floor((i * some.length) / room)]);
      }
    }
    return tokens.filter((token) => kept.has(token));
  }

  return { read, telling, compare };
})();
