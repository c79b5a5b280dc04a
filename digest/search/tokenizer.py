"""The words of a text, as the index holds them and as a query is read: one rule for both languages and both programs.

This is the specification. `templates/scripts/tokens/` follows it in the browser, `tests/specs/tokens.yml` holds the
examples that both must give, and every table named here stands in `language.yml`.

1. Folding. Each code point by itself, whatever stands beside it: white space becomes a blank and the full-width comma
   "、" (it cuts lists, not numbers); a superscript digit or minus becomes ^ and the plain one; the rest takes its
   compatibility decomposition (NFKD), lower case, and loses its combining marks (category Mn). Then each character of
   `traditional` becomes its Simplified one. So ２００億 → 200亿, Cafés → cafes, km² → km^2, 10¹⁰ → 10^1^0.

2. Reading. Figures (3 to 8) are found first, from left to right and without overlap. What lies between them is cut
   into words (9) and Han runs (10); all else separates. Tokens come out in the order of the text.

3. A figure begins at an Arabic digit that no letter or digit stands before, at a word of `words`, at a Chinese
   numeral (`numerals`, `tens`), or at a name of `before` (longest first) and an optional blank in front of a digit or
   Chinese numeral; `before` and `words` do not count behind a letter or digit. `before` gives the unit: RMB 20, 第6.
   Letters are a-z and the letters of other alphabets: U+00DF-024F without U+00F7, 0370-052F, 1100-11FF, 3041-3096,
   30A1-30FA, 30FC.

4. Arabic numbers are digits, with commas before every three or without, and may have a point and more digits. A
   power may follow: ×10^n of up to three digits (x and * too, blanks allowed; ^ may be repeated) or e and one or two
   digits. A whole number, "/" and a greater one without another "/" are a share: 1/4 is 25%. Number words are one
   word or a ten and a unit (twenty-two).

5. Chinese numerals are runs of `numerals` and `tens`, perhaps 点 and more numerals, in well-formed order (二百零五,
   三点五亿, 千万), or four and more numerals one by one (二〇二五); 三百五 and 三万五 are not read, nor are two
   numerals side by side. "A 分之 B", each number either Arabic or Chinese, is the share 100·B/A percent.

6. Multipliers follow the number, as often as they come: 十百千 with 万 and 亿, or 十百千 alone before a unit or
   counter in Chinese, with a blank and 多 or 余 in between; a word of `multipliers` behind a blank or hyphen; a
   letter of `money` where `before` gave a unit, or a currency follows or a blank and a word of `counted`. Then comes
   the unit: the longest name of `units`, a blank (before a Latin name of two letters and more also a hyphen) in
   between. The blanks of a Latin name may be hyphens or absent, a name of four letters and more may take an s, and
   no letter or digit may follow; a Chinese one must not stand before a character of its `unless`. A numeral or 半
   behind 成 adds hundredths, where no Han character but 左, 以 or 的 follows: 二成五 is 25%. After 第 no unit is
   read; a unit other than that of `before` is left alone. An Arabic number with a letter right behind is none: 5G.

7. A Chinese numeral is a figure only: behind a name of `before`; before a unit, if it holds a numeral or begins with
   十, or the unit is a currency (千亿元); with a numeral and, multipliers included, 万 or 亿; with a numeral and a
   smaller power before a character of `counters`, 多 or 余 in between (二十八家); as four and more numerals one by
   one. A number word is a figure only with a multiplier or unit. So 万州, 十四五, 二十大 and "one of" are words.

8. The token of a figure is "=", its coefficient, "e" and its exponent if not 0, and its base unit, where the value
   in base units is coefficient × 10^exponent: rounded half up to twelve digits, without zeros at the end, without a
   sign. 200亿元, 2×10¹⁰ yuan and RMB 20bn are =2e10cny; counts have no unit: 460万辆 is =46e5 and 辆. Two figures
   with -, –, —, ~, 至, 到, to or .. between them (which is then no word) are a range: where the first ends in its
   digits and the second has Arabic digits, the first is read with the multipliers and unit that follow those; then
   an end without unit takes that of the other. 3至5亿元 and RMB 300-500 million are =3e8cny =5e8cny.

9. Words are runs of letters and digits with at most one apostrophe inside: 's is dropped, another apostrophe only
   itself. Words of `stop` are left out; a word of digits alone is a bare figure. A word of letters a-z takes its form
   in `singular`, else: ies → y behind two letters and more; sses, xes, ches, shes, zes lose es; else an s at the end
   of four letters and more goes, unless behind s, u or i.

10. A Han run (U+3007, 3400-4DBF, 4E00-9FFF, F900-FAFF, 20000-323AF) gives each character and, but for the last, it
    and the next together: 失业率 → 失 失业 业 业率 率. In a query a single character counts only where it stands
    alone.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from operator import add

from digest.search.figures import LETTER, FigureReader
from digest.search.language import Language, load_language
from digest.search.numbers import decimal, token

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_FIGURE = "\0"  # stands for each figure, while words are looked for
_WORD = re.compile(rf"[{LETTER}0-9]+(?:['’][{LETTER}]+)?|[{_HAN}]+|{_FIGURE}")
_SUPERSCRIPT = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True))
_ES = re.compile(r"(?:ss|x|ch|sh|z)es$")


class _Folding(dict[int, str]):
    """What each code point folds to, worked out when it is first met."""

    def __init__(self, language: Language) -> None:
        self._simplified = {ord(pair[0]): pair[1] for pair in language.traditional.split()}

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _SUPERSCRIPT:
            folded = "^" + _SUPERSCRIPT[char]
        elif char == "，":
            folded = "、"
        else:
            parts = unicodedata.normalize("NFKD", char).lower()
            kept = "".join(part for part in parts if unicodedata.category(part) != "Mn")
            folded = " " if char.isspace() else kept.translate(self._simplified)
        self[code] = folded
        return folded


class Tokenizer:
    """Cuts texts into tokens by the rules above."""

    def __init__(self, language: Language) -> None:
        self._folding = _Folding(language)
        self._figures = FigureReader(language)
        self._plain_forms = _Forms(language)

    def fold(self, text: str) -> str:
        """`text` by rule 1."""
        return text.lower() if text.isascii() and text.isprintable() else text.translate(self._folding)

    def tokens(self, text: str, *, singles: bool = True) -> list[str]:
        """The tokens of `text` in their order, a token as often as it stands there.

        Without `singles`, a Han character of a longer run is none: no query asks for it in running text.
        """
        folded = self.fold(text)
        figures = self._figures.read(folded)
        folded = folded.replace(_FIGURE, " ")
        out: list[str] = []
        if figures:
            ends = [0, *(figure.end for figure in figures)]
            starts = [*(figure.start for figure in figures), len(folded)]
            folded = _FIGURE.join([folded[end:start] for end, start in zip(ends, starts, strict=True)])
        read = iter(figures)
        for word in _WORD.findall(folded):
            if word[0] >= "\u3400" or word[0] == "〇":  # no letter of rule 3 stands there
                if len(word) == 1:
                    out.append(word)
                elif singles:
                    for one, two in pairwise(word):
                        out += (one, one + two)
                    out.append(word[-1])
                else:
                    out += map(add, word, word[1:])
            elif word == _FIGURE:
                out.append(next(read).token)
            elif plain := self._plain_forms[word]:
                out.append(plain)
        return out


class _Forms(dict[str, str]):
    """The token of each Latin word, worked out when it is first met; none for a word that is left out (rule 9)."""

    def __init__(self, language: Language) -> None:
        self._stop = frozenset(language.stop)
        self._singular = language.singular

    def __missing__(self, word: str) -> str:
        if word.isascii() and word.isdigit():
            return token(decimal(word), "")
        plain = self._plain(word)
        self[word] = found = "" if plain in self._stop else plain
        return found

    def _plain(self, word: str) -> str:
        """A word without possessive and plural."""
        head, _, tail = word.replace("’", "'").partition("'")
        word = head if tail == "s" else head + tail
        if word in self._singular:
            return self._singular[word]
        if len(word) < 4 or word[-1] != "s" or not (word.isascii() and word.isalpha()):
            return word
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if _ES.search(word):
            return word[:-2]
        return word if word[-2] in "sui" else word[:-1]


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer with the tables that ship with the package."""
    return Tokenizer(load_language())
