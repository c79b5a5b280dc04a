"""Figures of a Chinese text with all their fields, sentence by sentence.

Time and owner carry: a time word holds for the later clauses of its sentence and, where the next sentence has none of
its own, for that one; an owner named once holds until another is named. What nothing tells stays None.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from digest.extract.reading import Reading, moved
from digest.extract.sentence import SPEAKER, Sentence
from digest.extract.whole import Whole, home_for
from digest.lexicon import Matcher
from digest.periods import find_zh
from digest.quantities.zh import read_zh
from digest.text import mask_of, sentences

_MEASURED_TIME = re.compile(
    r"时延|延迟|周期|工期|期限|寿命|时长|用时|天数|耗时|缩短|压缩|平均|账期|有效期|保质期|可达|时间[为从由]|续航|存续|质保|只要|只需|仅需|历时|就能完成"
)
_ANNOUNCED = re.compile("(?:工作安排|主要目标|目标任务|工作打算|预期目标|重点工作|工作重点)(?:是|如下)?：")
_TAIL = 400
_TURN = re.compile(r"^(?:接下来|下一步|未来|此外|另外|同时|今后)")


def read_chinese(
    text: str, today: str, matcher: Matcher, *, topics: tuple[str, ...] = (), own_region: bool = True
) -> Iterator[Reading]:
    """The figures of `text` (one paragraph a line, a blank line between articles), in order, spans into `text`.

    `today` is the article's date, against which 今年 and 上月 are read; `topics` are the article's own, for sentences
    that name none. 全市 is the lexicon's region where the text is its own (`own_region`), else the city named most.
    """
    home = home_for(text, matcher, own_region=own_region)
    start = 0
    for article in text.split("\n\n"):
        for at, reading in _article(article, Whole(article, today, matcher, topics, home)):
            yield moved(reading, start + at)
        start += len(article) + 2


def _article(text: str, whole: Whole) -> Iterator[tuple[int, Reading]]:
    """The figures of one article, each with where its paragraph begins; spans into that."""
    start = 0
    for paragraph in text.split("\n"):
        if SPEAKER.match(paragraph) or _TURN.match(paragraph):
            whole.carry.listed = None
        whole.carry.period = None
        whole.at, end = start, start + len(paragraph)
        for reading in _paragraph(paragraph, whole):
            yield start, reading
        start = end + 1


def _paragraph(body: str, whole: Whole) -> Iterator[Reading]:
    """The figures of one paragraph, spans into it."""
    times = find_zh(body, whole.today, whole.carry.times)
    whole.carry.times += times
    found = [quantity for quantity in read_zh(body, mask_of(body, [time.span for time in times])) if not quantity.vague]
    found_at, times_at = [quantity.start for quantity in found], [time.span[0] for time in times]
    whole.carry.quoted = dict(whole.cast.quoted(body))
    for first, last in sentences(body):
        inside = found[bisect_left(found_at, first) : bisect_left(found_at, last)] if found else []
        moments = times[bisect_left(times_at, first) : bisect_left(times_at, last)] if times else ()
        if moments and _ANNOUNCED.search(body, first, last):
            whole.carry.listed, whole.plans = moments[0].period, True
        sentence = Sentence(body, (first, last), inside, moments, whole)
        for reading in sentence.readings():
            quantity = reading.quantity
            in_passing = quantity.unit == "s" and quantity.counter[-1:] in "年天周月日星期"
            if not in_passing or _MEASURED_TIME.search(body[first:last]):
                yield reading
        whole.carry.period, whole.carry.day = sentence.moments.for_next(), sentence.moments.day()
        whole.carry.tail = (whole.carry.tail + body[first:last])[-_TAIL:]
        if body[first:last].rstrip().endswith(("：", ":")) and moments:
            listed = (time.period for time in reversed(moments) if time.kind in ("stated", "now"))
            whole.carry.listed = next(listed, None)
