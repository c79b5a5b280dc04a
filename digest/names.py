"""Names: places, organisations and terms stand in English as the lexicon has them; names that it lacks are listed."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain

from digest.lexicon import Matcher, Name, matcher
from digest.model import Article, Lexicon, Organisation, Paragraph, Place, Problem, Span, Spot, Text, Value
from digest.text import clean_paragraph

_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})

# A name begins at a mark or after a word that joins or governs, and ends as institutions end.
_ENDING = (
    r"（集团）(?:股份)?有限公司|有限责任公司|股份有限公司|有限公司|研究总院|研究院|研究所|实验室|大学|学院|医院|银行|集团(?![）)])"
    r"|公司|委员会|管理局|开发区|高新区|产业园|科技园|工业园|园区|保税区"
)
_UNKNOWN = re.compile(
    rf"(?P<head>[\u4e00-\u9fffA-Za-z0-9·（）()]{{2,20}}?)(?P<ending>{_ENDING})(?!{_ENDING}|[的]?负责|长)"
)
_JOINS = re.compile(
    r".*(?:[的和与及在由了是将对向从到为把被让给该各每某以并也都其就于即等或则经赴任入如有：]|[（(](?![^（）()]*[）)])|以及|下?简称|改称|助力|协助|实现|建成|建立|加快|目前|现代化|整合|所辖|组成|通过|组建|成立|设立|建设|共建|联合|来自|位于|依托"
    r"|包括|其中|邀请|走进|引进|支持|推动|推进|参与|加入|收购|投资|控股|下属|旗下|更名|新增|拥有|集聚|入驻|落户|签约|合作|打造|所在)"
)
_SEVERAL = re.compile(
    r"^(?:[这那两几数多全]|[\d一二三四五六七八九十百千]+(?:余|多)?)[家个所座大批]?|^(?:一批|多家|首家|首个|大批)"
)
_COMMON = re.compile(
    r"(?:上市|上|科技|民营|国有|中央|地方|本地|外地|外资|合资|龙头|骨干|母|子|总|分|控股|参股|全资|大型|跨国|知名|头部|高等|重点|国家级?|市级|省级|区级|双一流"
    r"|企业|智慧|智能|产业|工业|农业|高新|技术|经济|开发|物流|综合|自由|贸易|国际|数字|智能|软件|创新|研发|科研|中外|专业|商业|政策|投资|基金|保险|信托|证券|汽车|芯片|电子|能源|特色|现代|联合|新型)*"
)
_COMPASS = re.compile(r"\b(?:(north|south)[- ]?)?(east|west|north|south)(?:ern)?\b")  # north-eastern: northeast
_SMALL = frozenset(["a", "an", "and", "co", "company", "for", "in", "limited", "ltd", "of", "on", "s", "the", "to"])


_Spots = Callable[[int], Spot]


class _Forms(Value, frozen=True):
    """How a name of the lexicon may stand in English, the best form first, and how it must not."""

    zh: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def check_names(articles: Sequence[Article], lexicon: Lexicon, region: str) -> Iterator[Problem]:
    """Names that the English gives otherwise than the lexicon, and names of institutions that the lexicon lacks."""
    known = matcher(lexicon, region)
    terms = _Terms(lexicon)
    for article in articles:
        yield from _unknown(article.zh, known, terms)
        if article.en is not None:
            yield from _check(article.zh, article.en, known, terms)


class _Terms:
    """The terms of the lexicon: `phrases` all of them, `forms` those of which some English must not be used."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.phrases = frozenset(term.zh for term in lexicon.terms)
        self.forms = tuple(_Forms(term.zh, (term.en,), term.avoid) for term in lexicon.terms if term.avoid)
        longest = sorted(self.phrases, key=lambda phrase: (-len(phrase), phrase))
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def names(self, text: str, known: Matcher) -> Iterator[Name]:
        """The names in a Chinese text that are not part of a longer term, as 西部 is of 西部陆海新通道."""
        spans = [match.span() for match in self._pattern.finditer(text)]
        for name in known.names(text, "zh"):
            start, end = name.span
            if not any(a <= start and end <= b and b - a > end - start for a, b in spans):
                yield name


def _forms(entry: Place | Organisation, zh: str) -> _Forms:
    right = [entry.en, entry.short["en"], *entry.aliases.get("en", ())]
    if zh != entry.zh:
        right[:2] = [entry.short["en"], entry.en]  # a short form is told with a short form
    if entry.kind == "region":
        right += [form.removesuffix(" China") for form in right]  # western China is also the west
    return _Forms(zh, tuple(dict.fromkeys(right)), entry.avoid)


def _check(zh: Text, en: Text, known: Matcher, terms: _Terms) -> Iterator[Problem]:
    pieces = _pieces(en)
    words = [_words(text) for text, _ in pieces]
    seen: set[tuple[str, str]] = set()
    for number, (chinese, _) in enumerate(_pieces(zh)):
        english, spots = pieces[number] if number < len(pieces) else ("", lambda _: (1, 1))
        named = {(name.kind, name.id): chinese[slice(*name.span)] for name in terms.names(chinese, known)}
        forms = {key: _forms(_entry(Name((0, 0), *key), known), surface) for key, surface in named.items()}
        for form in chain(forms.values(), (term for term in terms.forms if term.zh in chinese)):
            yield from _wrong(form, english, spots, en.path)
        for key, form in forms.items():
            if key not in seen and not any(_stands(each, words) for each in (*form.right, *form.wrong)):
                line, column = spots(0)
                message = f"{form.zh} is {' or '.join(form.right[:2])}; the English does not say so"
                hint = "mend the English, or add its form to `aliases` in the lexicon"
                yield Problem(en.path, line, "name-differs", message, "warning", column, hint)
            seen.add(key)


def _wrong(form: _Forms, english: str, spots: _Spots, path: str) -> Iterator[Problem]:
    """The forms to avoid that stand in an English paragraph, but for those within a right one."""
    text = _folded(english)
    right = [match.span() for each in form.right for match in _pattern(each).finditer(text)]
    for wrong in form.wrong:
        for match in _pattern(wrong).finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in right):
                line, column = spots(match.start())
                message = f"{form.zh} is {form.right[0]}; the English says {english[slice(*match.span())]}"
                yield Problem(path, line, "wrong-name", message, column=column)


def _unknown(zh: Text, known: Matcher, terms: _Terms) -> Iterator[Problem]:
    seen = set(terms.phrases)
    for text, spots in _pieces(zh):
        names = [name.span for name in known.names(text, "zh")]
        for start, end in unknown_names(text):
            name = text[start:end]
            if name not in seen and not any(a < end <= b for a, b in names):
                seen.add(name)
                line, column = spots(start)
                message = f"{name} is not in the lexicon"
                hint = "add it to content/lexicon/organisations.yml with its English"
                yield Problem(zh.path, line, "unknown-name", message, "note", column, hint)


def unknown_names(text: str) -> Iterator[Span]:
    """The spans of what looks like the name of an institution, known ones among them."""
    for match in _UNKNOWN.finditer(text):
        head = match["head"]
        start = match.start() + (cut.end() if (cut := _JOINS.match(head)) else 0)
        head = text[start : match.start("ending")]
        if len(head) < 2 or _SEVERAL.match(head) or _COMMON.fullmatch(head):
            continue
        yield start, match.end()


def _entry(name: Name, known: Matcher) -> Place | Organisation:
    return known.places[name.id] if name.kind == "place" else known.organisations[name.id]


def _pieces(text: Text) -> list[tuple[str, _Spots]]:
    """The title, the summary and the paragraphs of a text, each with the place in the file of any character of it."""
    heads = ((text.title, text.title_at), (text.summary or "", text.summary_at))
    return [
        *((head, partial(_along, spot)) for head, spot in heads),
        *map(_paragraph, text.paragraphs),
    ]


def _along(start: Spot, at: int) -> Spot:
    return start[0], start[1] + at


def _paragraph(paragraph: Paragraph) -> tuple[str, _Spots]:
    part = clean_paragraph(paragraph.text)
    return part.text, lambda at: paragraph.spot(part.places[at] if part.places else 0)


def _folded(text: str) -> str:
    return text.translate(_FOLD)


@lru_cache(4096)
def _words_of(form: str) -> frozenset[str]:
    return _words(form)


def _stands(form: str, paragraphs: Sequence[frozenset[str]]) -> bool:
    """Whether a paragraph has all words of a name, in whatever order: the Jiangjin section of the Hub Port Park."""
    words = _words_of(form)
    return any(words <= paragraph for paragraph in paragraphs)


def _words(text: str) -> frozenset[str]:
    plain = _COMPASS.sub(lambda point: "".join(filter(None, point.groups())), _folded(text).lower())
    words = re.findall(r"[^\W_]+", plain)
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words) - _SMALL


@lru_cache(4096)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){re.escape(_folded(form))}(?![A-Za-z])", re.I)
