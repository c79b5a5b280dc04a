/* Values: coefficient × 10^exponent, whole BigInts, for 2.3亿 in floating point would be 229999999.99999997. */
"use strict";

window.digestValues = (function () {
  const SIGNIFICANT = 12;

  function decimal(text) {
    const [whole, part = ""] = text.replace(/,/g, "").split(".");
    return { coefficient: BigInt(whole + part), exponent: -part.length };
  }
  function times(a, b) {
    return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
  }
  function plus(number, whole) {
    return number.exponent < 0
      ? { coefficient: number.coefficient + whole * 10n ** BigInt(-number.exponent), exponent: number.exponent }
      : { coefficient: number.coefficient * 10n ** BigInt(number.exponent) + whole, exponent: 0 };
  }
  function tenTo(exponent) {
    return { coefficient: 1n, exponent };
  }
  function percent(part, whole) {
    return { coefficient: (part * 10n ** 20n) / whole, exponent: -18 };
  }
  function shortest(number) {
    let digits = String(number.coefficient);
    let exponent = number.exponent;
    if (digits.length > SIGNIFICANT) {
      const up = digits[SIGNIFICANT] >= "5" ? 1n : 0n;
      exponent += digits.length - SIGNIFICANT;
      digits = String(BigInt(digits.slice(0, SIGNIFICANT)) + up);
    }
    const kept = digits.replace(/0+$/, "");
    return kept ? { digits: kept, exponent: exponent + digits.length - kept.length } : { digits: "0", exponent: 0 };
  }
  function say(number, unit) {
    const { digits, exponent } = shortest(number);
    return `=${digits}${exponent ? `e${exponent}` : ""}${unit}`;
  }

  return { decimal, times, plus, tenTo, percent, shortest, say };
})();
