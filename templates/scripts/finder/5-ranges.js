/* Ranges of values and of years: the drawers of digest/search/values.py, and the records that speak of a year. */
"use strict";

window.digestRanges = function (manifest, tokenizer, part, decode) {
  const MOST_DRAWERS = 24;
  const { compare } = window.digestQueries;

  function drawer(number) {
    const { digits, exponent } = tokenizer.shortest(number);
    return digits === "0" ? -999 : 3 * (digits.length + exponent - 1) + (digits[0] >= "2") + (digits[0] >= "5");
  }
  /* The numbers of the facts with an end in the range. */
  async function within({ low, high, unit }) {
    const held = manifest.values[unit] || [];
    const from = low ? drawer(low.number) : -Infinity;
    const to = high ? drawer(high.number) : Infinity;
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
        for (const fact of decode(numbers).weights.keys()) {
          found.add(fact);
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
  async function speaking([first, last]) {
    const held = await Promise.all(manifest.years.filter((year) => year >= first && year <= last).map((year) => part(`years/${year}`)));
    return Object.fromEntries(Object.keys(manifest.records).map((kind) => [
      kind, new Set(held.flatMap((kinds) => [...decode(kinds[kind] || "").weights.keys()])),
    ]));
  }

  return { within, speaking };
};
