/* The words of a text or a query: the rules of digest/search/tokenizer.py, which is their specification, in the browser.

   `digestTokenizer(language)` gives `tokens(text)`, each token with the span it stands at in the text as written, and
   `figures(text)`. `language` holds the tables of language.yml; it comes with the index. */
"use strict";

window.digestTokenizer = function (language) {
  const LETTER = "a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u052f\u1100-\u11ff\u3041-\u3096\u30a1-\u30fa\u30fc";
  const HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}";
  const { decimal, times, plus, tenTo, percent, shortest, say } = window.digestValues;
  const fold = window.digestFolding(language);
  const numeral = window.digestNumerals(language);
  const plain = window.digestPlurals(language);
  const own = (table, key) => Object.prototype.hasOwnProperty.call(table, key);
  const sticky = (source) => new RegExp(source, "uy");
  const escape = (name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const longest = (names) => names.slice().sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

  /* Pattern sources, in the order of the specification. */
  const numerals = Object.keys(language.numerals).join("");
  const tens = Object.keys(language.tens).join("");
  const words = Object.keys(language.words).join("|");
  const units = new Map();
  for (const unit of language.units) {
    for (const name of unit.names) {
      units.set(name.replace(/ /g, ""), { unit: unit.unit, factor: decimal(unit.factor || "1") });
    }
  }
  const han = [...units.keys()].filter((name) => name[0] > "\u4e00").join("|");
  const START = new RegExp(
    `(?<![${LETTER}0-9])(${longest(Object.keys(language.before)).map(escape).join("|")}) ?(?=[0-9${numerals}${tens}])` +
      `|(?<![${LETTER}0-9])(?:[0-9]|(?:${words})(?![${LETTER}]))|[${numerals}${tens}]`,
    "gu",
  );
  const ARABIC = sticky("(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\\.[0-9]+)?");
  const POWER = sticky(" ?[x×*] ?10\\^(\\^*-?(?:\\^*[0-9]){1,3})(?![0-9^])|e([+\\-]?[0-9]{1,2})(?![0-9a-z])");
  const SHARE = sticky("/([0-9]+)(?![0-9/])");
  const RANGE = /^ ?(?:-|–|—|−|~|〜|至|到|to|\.\.\.?) ?$/u;
  const NUMERAL = sticky(`[${numerals}${tens}]+(?:点[${numerals}]+)?`);
  const NUMBER_WORD = sticky(`(${words})(?:[ -](${words}))?(?![${LETTER}0-9])`);
  const MORE = sticky(` ?[多余]?([十百千]?[万亿]+|[十百千](?=${han}|[${language.counters}]))`);
  const MULTIPLIER = sticky(`[ -]?(${Object.keys(language.multipliers).join("|")})(?![${LETTER}0-9])`);
  const MONEY = sticky(` ?(${Object.keys(language.money).join("|")})(?![${LETTER}0-9])`);
  const COUNTED = sticky(` (?:${language.counted.join("|")})s?(?![${LETTER}0-9])`);
  const TENTH = sticky(`[${numerals}半](?![\u4e00-\u9fff])|[${numerals}半](?=[左以的])`);
  const COUNTER = sticky(`[多余]?[${language.counters}]`);
  const LETTER_OR_DIGIT = sticky(`[${LETTER}0-9]`);
  const UNIT = sticky(unitSources().join("|"));
  const WORD = new RegExp(`[${LETTER}0-9]+(?:['’][${LETTER}]+)?|[${HAN}]+`, "gu");
  const IS_HAN = new RegExp(`^[${HAN}]`, "u");

  function unitSources() {
    const names = language.units.flatMap((unit) => unit.names.map((name) => ({ name, unless: unit.unless })));
    names.sort((a, b) => b.name.length - a.name.length || (a.name < b.name ? -1 : 1));
    return names.map(({ name, unless }) => {
      if (!/^[a-zμ]/.test(name)) {
        return ` ?(${escape(name)})` + (unless ? `(?![${unless}])` : "");
      }
      const form = name.split(" ").map(escape).join("[ -]?");
      return `${name.length === 1 ? "" : "[ -]?"}(${form}${name.length > 3 ? "s?" : ""})(?![${LETTER}0-9])`;
    });
  }

  function match(pattern, text, place) {
    pattern.lastIndex = place;
    return pattern.exec(text);
  }

  /* Rules 3 to 8. */
  function figures(text) {
    const found = [];
    let place = 0;
    for (;;) {
      const start = match(START, text, place);
      if (!start) {
        break;
      }
      const figure = readAt(text, start);
      if (figure) {
        found.push(figure);
        place = figure.end;
      } else {
        const skipped = match(NUMERAL, text, start.index) || match(ARABIC, text, start.index);
        place = Math.max(start.index + start[0].length, skipped ? start.index + skipped[0].length : 0);
      }
    }
    for (let i = 0; i + 1 < found.length; i += 1) {
      if (RANGE.test(text.slice(found[i].end, found[i + 1].start))) {
        asRange(text, found[i], found[i + 1]);
      }
    }
    return found;
  }
  function readAt(text, start) {
    const unit = start[1] ? language.before[start[1]] : "";
    const place = start.index + (start[1] ? start[0].length : 0);
    const arabic = match(ARABIC, text, place);
    if (arabic) {
      return finish(text, start.index, place + arabic[0].length, decimal(arabic[0]), unit);
    }
    const word = match(NUMBER_WORD, text, place);
    return word ? readWord(text, word) : readHan(text, start.index, place, unit);
  }
  function finish(text, start, place, number, unit) {
    const share = unit || text[start - 1] === "/" || number.exponent ? null : match(SHARE, text, place);
    if (share && number.coefficient < BigInt(share[1]) && !match(LETTER_OR_DIGIT, text, place + share[0].length)) {
      const value = percent(number.coefficient, BigInt(share[1]));
      return { start, end: place + share[0].length, number: value, unit: "%" };
    }
    if (text.startsWith("分之", place)) {
      return readShare(text, start, place, number);
    }
    const power = match(POWER, text, place);
    if (power) {
      number = times(number, tenTo(Number((power[1] || power[2]).replace(/\^/g, ""))));
      place += power[0].length;
    }
    const scaled = scale(text, place, number, unit);
    const valued = readUnit(text, scaled.place, scaled.number, unit);
    if (/[0-9]/.test(text[valued.place - 1]) && match(LETTER_OR_DIGIT, text, valued.place)) {
      return null;
    }
    return { start, end: valued.place, number: valued.number, unit: valued.unit, bare: valued.place === place && !power };
  }
  function scale(text, place, number, unit) {
    for (;;) {
      let more = match(MORE, text, place);
      let exponent = 0;
      if (more) {
        exponent = [...more[1]].reduce((sum, char) => sum + language.tens[char], 0);
      } else if ((more = match(MULTIPLIER, text, place))) {
        exponent = language.multipliers[more[1]];
      } else if ((more = match(MONEY, text, place)) && (unit || multiplies(text, place + more[0].length))) {
        exponent = language.money[more[1]];
      } else {
        return { number, place };
      }
      number = times(number, tenTo(exponent));
      place += more[0].length;
    }
  }
  function multiplies(text, place) {
    const found = match(UNIT, text, place);
    return (!!found && language.currencies.includes(named(found).unit)) || !!match(COUNTED, text, place);
  }
  function named(found) {
    const name = found.slice(1).find((group) => group).replace(/[ -]/g, "");
    return units.get(name) || units.get(name.slice(0, -1));
  }
  function readUnit(text, place, number, unit) {
    const found = unit === "rank" ? null : match(UNIT, text, place);
    const tenth = found && found[0].endsWith("成") && match(TENTH, text, place + found[0].length);
    if (tenth) {
      const digit = own(language.numerals, tenth[0]) ? language.numerals[tenth[0]] : 5;
      return { number: plus(times(number, { coefficient: 10n, exponent: 0 }), BigInt(digit)), place: place + found[0].length + 1, unit: "%" };
    }
    const meant = found && named(found);
    if (!meant || (unit && unit !== meant.unit)) {
      return { number, place, unit };
    }
    return { number: times(number, meant.factor), place: place + found[0].length, unit: meant.unit };
  }
  function readWord(text, word) {
    let value = language.words[word[1]];
    let end = word.index + word[0].length;
    if (word[2] && value >= 20 && value % 10 === 0 && language.words[word[2]] < 10) {
      value += language.words[word[2]];
    } else if (word[2]) {
      end = word.index + word[1].length;
    }
    const figure = finish(text, word.index, end, { coefficient: BigInt(value), exponent: 0 }, "");
    return figure && !figure.bare ? figure : null;
  }
  function readHan(text, start, place, unit) {
    const found = match(NUMERAL, text, place);
    const number = found && numeral(found[0]);
    if (!number) {
      return null;
    }
    const after = place + found[0].length;
    if (text.startsWith("分之", after)) {
      return readShare(text, start, after, number);
    }
    const scaled = scale(text, after, number, "");
    const valued = readUnit(text, scaled.place, scaled.number, unit);
    const powers = [...text.slice(place, scaled.place)].filter((char) => own(language.tens, char)).map((char) => language.tens[char]);
    if (start === place && !isFigure(text, found[0], Math.max(0, ...powers), scaled.place, valued)) {
      return null;
    }
    const bare = valued.place === after && !powers.length;
    return { start, end: valued.place, number: valued.number, unit: valued.unit, bare };
  }
  function isFigure(text, form, power, end, valued) {
    const holdsNumeral = [...form].some((char) => own(language.numerals, char));
    if (valued.place > end) {
      return holdsNumeral || "十拾".includes(form[0]) || language.currencies.includes(valued.unit);
    }
    if (!holdsNumeral) {
      return false;
    }
    return power >= 4 || (power > 0 && !!match(COUNTER, text, end)) || (power === 0 && form.length >= 4);
  }
  function readShare(text, start, place, whole) {
    const arabic = match(ARABIC, text, place + 2);
    const part = arabic || match(NUMERAL, text, place + 2);
    const number = part && (arabic ? decimal(part[0]) : numeral(part[0]));
    if (!number || whole.exponent < 0 || whole.coefficient === 0n) {
      return null;
    }
    const share = percent(number.coefficient, whole.coefficient * 10n ** BigInt(whole.exponent));
    const value = { coefficient: share.coefficient, exponent: share.exponent + number.exponent };
    return { start, end: place + 2 + part[0].length, number: value, unit: "%" };
  }
  function asRange(text, low, high) {
    const digit = text.slice(high.start, high.end).search(/[0-9]/);
    const arabic = digit < 0 ? null : match(ARABIC, text, high.start + digit);
    if (low.bare && arabic) {
      const scaled = scale(text, arabic.index + arabic[0].length, low.number, low.unit);
      const valued = readUnit(text, scaled.place, scaled.number, low.unit);
      low.number = valued.number;
      low.unit = valued.unit;
    }
    low.end = high.start;
    low.to = high;
    low.unit = low.unit || high.unit;
    high.unit = high.unit || low.unit;
  }
  const stop = new Set(language.stop);

  /* The tokens of `text` in their order: {token, start, end}, and `figure` where it is one; `single` marks a Han character of a longer run. */
  function tokens(text) {
    const { text: line, at } = fold(text);
    const out = [];
    const add = (token, start, end, more) => out.push({ token, start: at[start], end: at[end], ...more });
    let place = 0;
    for (const figure of [...figures(line), null]) {
      WORD.lastIndex = place;
      const until = figure ? figure.start : line.length;
      const between = line.slice(0, until);
      for (let found = WORD.exec(between); found; found = WORD.exec(between)) {
        addWord(found[0], found.index, add);
      }
      if (figure) {
        add(say(figure.number, figure.unit), figure.start, figure.end, { figure });
        place = figure.end;
      }
    }
    return out;
  }
  function addWord(word, start, add) {
    if (!IS_HAN.test(word)) {
      const form = /^[0-9]+$/.test(word) ? say(decimal(word), "") : plain(word);
      if (!stop.has(form)) {
        add(form, start, start + word.length, {});
      }
      return;
    }
    const chars = Array.from(word);
    chars.forEach((char, i) => {
      add(char, start, start + char.length, { single: chars.length > 1 });
      if (i + 1 < chars.length) {
        add(char + chars[i + 1], start, start + char.length + chars[i + 1].length, {});
      }
      start += char.length;
    });
  }

  return { fold: (text) => fold(text).text, figures: (text) => figures(fold(text).text), tokens, shortest, say };
};
