/* Latin words without apostrophes and plurals: rules 9 and 10 of the specification. */
"use strict";

window.digestPlurals = function (language) {
  const own = (table, key) => Object.prototype.hasOwnProperty.call(table, key);

  function plain(word) {
    const [head, tail = ""] = word.replace(/’/g, "'").split("'");
    word = tail === "s" ? head : head + tail;
    if (own(language.singular, word)) {
      return language.singular[word];
    }
    if (word.length < 4 || !/^[a-z]*s$/.test(word)) {
      return word;
    }
    if (/ies$/.test(word) && word.length > 4) {
      return word.slice(0, -3) + "y";
    }
    if (/(?:ss|x|ch|sh|z)es$/.test(word)) {
      return word.slice(0, -2);
    }
    return "sui".includes(word[word.length - 2]) ? word : word.slice(0, -1);
  }

  return plain;
};
