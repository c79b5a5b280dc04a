/* Suggesting: the names that somebody may be typing, and what a mistyped word may be meant for. */
"use strict";

window.digestSuggestions = function (ready, once, part) {
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
    const asked = window.digestQueries.read(tokenizer, text);
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

  return { suggest, meant };
};
