"""How a figure changed, where its own sentence says so."""

from digest.model import Fact
from digest.quantities.notation import notation
from digest.render.figures import Desk


def change_of(desk: Desk, fact: Fact) -> str:
    """The rate of change told right after the figure in its sentence, as in "up 154.4%"; empty where there is none.

    The sentence must say it of the same subject: the first figure behind this one, and that a rate.
    """
    if fact.change is not None:
        return ""
    quote = fact.quote.zh
    start = quote.find(fact.surface.zh)
    behind = [
        (quote.find(other.surface.zh, start + 1), other)
        for other in desk.index.facts_of_article.get(fact.article, ())
        if other.quote.zh == quote and other.id != fact.id and other.subject.zh == fact.subject.zh
    ]
    first = min((each for each in behind if each[0] > start >= 0), key=lambda each: each[0], default=None)
    if first is None or first[1].change is None or first[1].unit not in ("%", "x"):
        return ""
    rate = first[1]
    return desk.strings.chart["up" if rate.value >= 0 else "down"].format(
        rate=notation(rate, desk.lang).text.lstrip("-−")
    )
