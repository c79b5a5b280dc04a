/* Ranking: BM25 over the index's weights, times the square of the share of the query that a record answers; a newer
   record stands before an older one of the same score. */
"use strict";

window.digestRank = (function () {
  const LENT = 0.5; /* of a word's weight, where it stands in the fact's article and not in the fact */

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

  return rank;
})();
