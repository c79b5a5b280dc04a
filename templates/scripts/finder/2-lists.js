/* Lists: the postings of a token, as digest/search/lists.py writes them. */
"use strict";

window.digestLists = function (manifest, part) {
  const places = new Uint8Array(128);
  Array.from(manifest.letters).forEach((letter, place) => { places[letter.charCodeAt(0)] = place; });
  const { near, steps } = manifest;
  const ends = near + steps - 1;

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
        rest = rest * (manifest.letters.length - ends) + place - ends + 1;
      } else {
        number += 1 + (place < near ? rest * near + place : rest);
        weights.set(number, ((place < near ? usual : usual ^ (place - near + 1)) + 1) / steps);
        rest = 0;
      }
    }
    return { weights, total: colon < 0 ? weights.size : Number(text.slice(0, colon)) };
  }
  /* The lists of a token by kind. */
  async function postings(token) {
    const shard = await part(`tokens/${hash(token) % manifest.shards}`);
    const start = shard.indexOf(`;${token} `) + token.length + 2;
    const texts = start > token.length + 1 ? shard.slice(start, shard.indexOf(";", start)).split("|") : [];
    return Object.fromEntries(manifest.lists.map((kind, i) => [kind, decode(texts[i] || "")]));
  }

  return { decode, postings };
};
