/* Folding: rule 1 of the specification. */
"use strict";

window.digestFolding = function (language) {
  const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";

  /* `at[i]` is where the i-th unit of the folded text stands in the text as written. */
  const folded = new Map();
  const simplified = new Map();
  for (const pair of language.traditional.trim().split(/\s+/)) {
    simplified.set(pair[0], pair[1]);
  }
  function foldOne(char) {
    const power = SUPERSCRIPT.indexOf(char);
    if (power >= 0) {
      return "^" + "0123456789-"[power];
    }
    if (char === "，") {
      return "、";
    }
    if (/[\s\x1c-\x1f\x85]/.test(char)) {
      return " ";
    }
    const kept = [];
    for (const part of char.normalize("NFKD")) {
      kept.push(part.toLowerCase().replace(/\p{Mn}/gu, ""));
    }
    return Array.from(kept.join(""), (part) => simplified.get(part) || part).join("");
  }
  function fold(text) {
    const at = [];
    let out = "";
    let place = 0;
    for (const char of text) {
      if (!folded.has(char)) {
        folded.set(char, foldOne(char));
      }
      const now = folded.get(char);
      for (let i = 0; i < now.length; i += 1) {
        at.push(place);
      }
      out += now;
      place += char.length;
    }
    at.push(place);
    return { text: out, at };
  }

  return fold;
};
