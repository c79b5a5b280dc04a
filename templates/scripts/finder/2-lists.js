/* Lists: the postings of a token, as digest/search/lists.py writes them. */
"use strict";

window.digestLists = function (manifest, part) {
  const places = new Uint8Array(128);
  Array.from(manifest.letters).forEach((letter, place) => { places[letter.charCodeAt(0)] = place; });
  const { near, steps } = manifest;
  const ends = near + steps - 1;
  const digits = manifest.letters.length - ends;

  function hash(text) {
    let value = 0x811c9dc5;
    for (const char of text) {
      value = Math.imul(value ^ char.codePointAt(0), 0x01000193) >>> 0;
    }
    return value;
  }
  /* Of a list, the record numbers and how much each is about the token, from 0 to 1; and how many hold it in all. */
  function decode(text) {
    const weights = new Map();
    const colon = text.indexOf(":");
    const usual = places[text.charCodeAt(colon + 1)];
    let number = -1;
    let rest = 0;
    for (let i = colon + 2; i < text.length; i += 1) {
      const place = places[text.charCodeAt(i)];
      if (place >= ends) {
        rest = rest * digits + place - ends + 1;
      } else {
        number += 1 + (place < near ? rest * near + place : rest);
        weights.set(number, ((place < near ? usual : usual ^ (place - near + 1)) + 1) / steps);
        rest = 0;
      }
    }
    return { weights, total: colon < 0 ? weights.size : Number(text.slice(0, colon)) };
  }
  /* The numbers of a text of numerals. */
  function numerals(text) {
    const found = [];
    let rest = 0;
    for (let i = 0; i < text.length; i += 1) {
      const place = places[text.charCodeAt(i)];
      if (place >= ends) {
        rest = rest * digits + place - ends + 1;
      } else {
        found.push(rest * near + place);
        rest = 0;
      }
    }
    return found;
  }
  /* The number whose digits are `text`, all letters being digits. */
  function value(text) {
    return Array.from(text).reduce((sum, letter) => sum * manifest.letters.length + places[letter.charCodeAt(0)], 0);
  }
  /* The lists of a token by kind, and the names that it is the pinyin of. */
  async function postings(token) {
    const shard = await part(`tokens/${hash(token) % manifest.shards}`);
    const start = shard.indexOf(`;${token} `) + token.length + 2;
    const texts = start > token.length + 1 ? shard.slice(start, shard.indexOf(";", start)).split("|") : [];
    const lists = Object.fromEntries(manifest.lists.map((kind, i) => [kind, decode(texts[i] || "")]));
    return { ...lists, spells: (texts[manifest.lists.length] || "").split(",").filter(Boolean) };
  }
  /* Adds to a token's lists the records that hold all `words`, each as much as the one it is least about. */
  function widen(lists, words) {
    for (const kind of manifest.lists) {
      const [first, ...others] = words.map((word) => word[kind]);
      const { weights } = lists[kind];
      for (const [number, weight] of first.weights) {
        const least = Math.min(weight, ...others.map((other) => other.weights.get(number) || 0));
        if (least) {
          weights.set(number, Math.max(least, weights.get(number) || 0));
        }
      }
      lists[kind].total = Math.max(lists[kind].total, weights.size, others.length ? 0 : first.total);
    }
  }

  return { decode, numerals, value, postings, widen };
};
