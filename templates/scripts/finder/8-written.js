"use strict";

/* A value in words of size: {zh: "200亿元", en: "RMB 20 billion", exact: "20,000,000,000"}. */
window.digestWritten = (function () {
  function plain(digits, exponent) {
    if (exponent >= 0) {
      return digits + "0".repeat(exponent);
    }
    const padded = digits.padStart(1 - exponent, "0");
    return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }
  function grouped(text) {
    const [whole, rest] = text.split(".");
    return whole.replace(/\B(?=(?:\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
  }
  function sized(digits, exponent, scales, gap, commas) {
    const power = digits.length + exponent - 1;
    const scale = scales.find(([least]) => power >= least) || [0, ""];
    const number = plain(digits, exponent - scale[0]);
    return `${commas ? grouped(number) : number}${scale[1] && gap}${scale[1]}`;
  }
  return (tokenizer, manifest, number, unit) => {
    const { digits, exponent } = tokenizer.shortest(number);
    const zh = sized(digits, exponent, [[12, "万亿"], [8, "亿"], [4, "万"]], "", false);
    const en = sized(digits, exponent, [[12, "trillion"], [9, "billion"], [6, "million"]], " ", true);
    const say = manifest.language.say[unit] || { zh: "{}", en: "{}" };
    return {
      zh: say.zh.replace("{}", zh),
      en: say.en.replace("{}", en),
      exact: grouped(plain(digits, exponent)),
      power: digits.length + exponent,
    };
  };
})();
