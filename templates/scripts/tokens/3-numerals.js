/* Numbers written with Chinese numerals, read to values; null where the characters are no number. */
"use strict";

window.digestNumerals = function (language) {
  const own = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

  function numeral(form) {
    const [whole, part] = form.split("点");
    if (part) {
      const value = wholeNumeral(whole);
      const digits = Array.from(part, (char) => language.numerals[char]).join("");
      return value === null ? null : { coefficient: BigInt(`${value}${digits}`), exponent: -part.length };
    }
    if (![...whole].some((char) => own(language.tens, char))) {
      const digits = Array.from(whole, (char) => language.numerals[char]).join("");
      return whole.length === 1 || whole.length >= 4 ? { coefficient: BigInt(digits), exponent: 0 } : null;
    }
    const value = wholeNumeral(whole);
    return value === null ? null : { coefficient: value, exponent: 0 };
  }
  function wholeNumeral(form) {
    if (language.numerals[form[form.length - 1]] > 0 && language.tens[form[form.length - 2]] > 1) {
      return null;
    }
    let total = 0n;
    let section = 0n;
    let digit = -1;
    let lowest = 4;
    for (const char of form) {
      const power = language.tens[char];
      if (power === undefined) {
        if (digit > 0) {
          return null;
        }
        digit = language.numerals[char];
      } else if (power < 4) {
        if (power >= lowest || (digit < 0 && section)) {
          return null;
        }
        section += BigInt(Math.max(digit, 1)) * 10n ** BigInt(power);
        digit = -1;
        lowest = power;
      } else {
        section += BigInt(Math.max(digit, 0));
        total = power === 8 ? (total + section || 1n) * 10n ** 8n : total + (section || 1n) * 10n ** 4n;
        section = 0n;
        digit = -1;
        lowest = 4;
      }
    }
    return total + section + BigInt(Math.max(digit, 0));
  }

  return numeral;
};
