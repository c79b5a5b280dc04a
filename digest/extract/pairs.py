"""The facts of an article pair: figures read in the Chinese text, each with its twin in the English one."""

import re
from collections.abc import Sequence
from hashlib import blake2s

from digest.extract.chinese import read_chinese
from digest.extract.reading import Reading
from digest.lexicon import Matcher
from digest.model import Article, Bilingual, Fact, Mention, Span, Text, Value
from digest.periods import find_en
from digest.quantities.agree import agree
from digest.quantities.en import read_en
from digest.quantities.quantity import Quantity
from digest.text import Clean, clean_paragraph, english_sentences, mask_of

_CLAUSE_MARK = re.compile(r"[，。；！？：]")


class Extract(Value, frozen=True):
    """What one article yields: its facts and where they stand, in the order of the text."""

    stem: str
    facts: tuple[Fact, ...]
    mentions: tuple[Mention, ...]


def extract_article(article: Article, known: Matcher) -> Extract:
    """The facts of one article. An id comes from the article's stem, the figure's clause and its surface."""
    cleaned = [clean_paragraph(paragraph.text) for paragraph in article.zh.paragraphs]
    starts = _starts(cleaned)
    readings = list(read_chinese("\n".join(c.text for c in cleaned), article.date, known, topics=article.topics))
    by_paragraph: dict[int, list[Reading]] = {}
    for reading in readings:
        number = max(i for i, start in enumerate(starts) if start <= reading.quantity.start)
        by_paragraph.setdefault(number, []).append(reading)
    facts: list[Fact] = []
    mentions: list[Mention] = []
    seen: dict[str, int] = {}
    for number, group in sorted(by_paragraph.items()):
        twins = _twins(article.en, number, group)
        for reading, twin in zip(group, twins, strict=True):
            local = reading.quantity.start - starts[number], reading.quantity.end - starts[number]
            key = f"{article.stem}\0{_clause(cleaned[number].text, local)}\0{reading.quantity.surface}"
            seen[key] = seen.get(key, 0) + 1
            fact = _fact(article, reading, twin, fact_id(key, seen[key]), known)
            facts.append(fact)
            mentions.append(
                Mention(
                    fact.id, number, cleaned[number].raw(local), twin[1] if twin else None, number if twin else None
                )
            )
    return Extract(article.stem, tuple(facts), tuple(mentions))


def fact_id(key: str, nth: int) -> str:
    """The id of the `nth` figure with this key: ten hexadecimal digits, the same wherever and whenever it is read."""
    return blake2s(f"{key}\0{nth}".encode(), digest_size=5).hexdigest()


def _starts(cleaned: Sequence[Clean]) -> list[int]:
    starts, position = [], 0
    for part in cleaned:
        starts.append(position)
        position += len(part.text) + 1
    return starts


def _clause(text: str, span: Span) -> str:
    """The words between the marks round a span: what an id is made from, so that edits elsewhere leave it alone."""
    start = max((m.end() for m in _CLAUSE_MARK.finditer(text, 0, span[0])), default=0)
    stop = _CLAUSE_MARK.search(text, span[1])
    return text[start : stop.start() if stop else len(text)]


def _twins(english: Text | None, number: int, group: Sequence[Reading]) -> list[tuple[Quantity, Span, str] | None]:
    """For each reading of a paragraph its English twin: quantity, span in the paragraph as written, sentence."""
    if english is None or number >= len(english.paragraphs):
        return [None] * len(group)
    part = clean_paragraph(english.paragraphs[number].text)
    quantities = english_quantities(part.text)
    sentences = list(english_sentences(part.text))
    agreement = dict(agree([reading.quantity for reading in group], quantities).pairs)
    out: list[tuple[Quantity, Span, str] | None] = []
    for i in range(len(group)):
        twin = quantities[agreement[i]] if i in agreement else None
        if twin is None:
            out.append(None)
            continue
        first, last = next(((a, b) for a, b in sentences if a <= twin.start < b), (0, len(part.text)))
        out.append((twin, part.raw(twin.span), part.text[first:last].strip()))
    return out


def english_quantities(text: str, today: str = "2000-01") -> tuple[Quantity, ...]:
    """The quantities of an English paragraph, dates left out."""
    return read_en(text, mask_of(text, [time.span for time in find_en(text, today)]))


def _fact(
    article: Article, reading: Reading, twin: tuple[Quantity, Span, str] | None, ident: str, known: Matcher
) -> Fact:
    quantity = reading.quantity
    return Fact(
        id=ident,
        article=article.stem,
        quote=Bilingual(reading.quote, twin[2] if twin else None),
        surface=Bilingual(quantity.surface, twin[0].surface if twin else None),
        value=quantity.value,
        high=quantity.high,
        unit=quantity.unit,
        counter=quantity.counter,
        qualifier=quantity.qualifier,
        metric=known.label(reading.metric),
        subject=known.label(reading.subject or ""),
        place=reading.place,
        organisation=reading.organisation,
        period=reading.period,
        status=reading.status,
        change=reading.change,
        topics=reading.topics,
    )
