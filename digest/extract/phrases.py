"""Chinese phrases trimmed to their noun: without what opens a clause and what links a noun to its number."""

import re

from digest.extract.words import words
from digest.model import Value

_LEADING = re.compile(
    r"(?:全国|国内|全球|世界|西部|全省|全市)首[条个家座艘架款](?=..)|(?:这|该|某|一|每一)[颗款台条种座家个张架](?=..)|有(?![色机线轨效关])|共(?![享建同性])|为(?=..)|并(?=..)"
)
_OPENS = re.compile(f"{words().opener.pattern}|{_LEADING.pattern}")
_EDGES = "，；：。！？（(“《、— "
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


class Parts(Value, frozen=True):
    """What stands round a figure.

    `metric` is what it measures, `owner` whose it is (None where that is said earlier), `stem` the measure of which a
    change, share or rank may be told next, `used` how far into `follow` the measure reaches.
    """

    metric: str
    owner: str | None = None
    stem: str = ""
    used: int = 0
    agent: bool = False  # the owner stands before the verb, so that what follows is said of it too


def trim(text: str) -> str:
    """`text` without the words that open a clause and the marks at its edges."""
    previous = None
    while text != previous:
        previous = text
        text = text.strip("，；：。！？、 ")
        text = text if "”" in text else text.lstrip("“")
        text = text.rpartition("——")[2] or text
        match = _OPENS.match(text)
        if match and match.end() < len(text):
            text = text[match.end() :]
    return "" if text == "其中" else text


def unlink(lead: str) -> tuple[str, str]:
    """`lead` without the words that link it to its number, and the verb that stood last among them."""
    w = words()
    verb = ""
    while True:
        link = w.links_end.search(lead)
        if link and link.start() < link.end():
            verb = verb or (link.group() if w.verb.fullmatch(link.group()) else "")
            lead = lead[: link.start()]
            continue
        return lead.rstrip(_EDGES), verb


def plain(text: str) -> str:
    """`text` without marks at its edges and without quotes or brackets that lost their partner."""
    text = text.strip("，；：。！？、的 ")
    for left, right in _PAIRS:
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text
