"""A project of any size, made of the real one: the pages that searching, building and editing are measured on.

    python -m benchmarks.corpus FOLDER [PAIRS]

The folder gets mkdocs.yml, lexicon, handbook and PAIRS (10,000) pairs of articles over fifteen years. A pair holds ten
figures of places and firms in sentences of the desk's own kind, paragraphs of the real articles that hold no figure,
and a paragraph of words drawn by Zipf's law from 30,000, since a real corpus never ceases to bring new ones: without
them any index would look small. The same number gives the same bytes.
"""

import random
import re
import shutil
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from digest.config import load_config
from digest.files import save
from digest.lexicon import load_lexicon
from digest.model import Lexicon, Organisation, Place
from digest.search.pinyin import load_pinyin

ROOT = Path(__file__).parents[1]
PAIRS = 10_000
FIGURES = 10
_TAIL = 30_000
_FIRST, _DAYS = date(2011, 1, 4), 5470

# A sentence in both languages: {who} a place or firm, {y} a year, {v} a value.
_SENTENCES = (
    ("{y}年，{who}汽车产业产值{m}亿元。", "In {y}, {whoe}'s car industry had an output value of RMB {M}.", "autos"),
    ("{y}年，{who}生产汽车{w}万辆。", "In {y}, {whoe} produced {W} vehicles.", "autos"),
    (
        "{y}年，{who}新能源汽车产量同比增长{p}%。",
        "In {y}, {whoe}'s output of new energy vehicles rose {p}% year on year.",
        "autos",
    ),
    ("{who}芯片项目总投资{m}亿元。", "Total investment in the chip project of {whoe} is RMB {M}.", "chips"),
    (
        "{y}年，{who}集成电路产业产值达到{m}亿元。",
        "In {y}, the output value of {whoe}'s integrated circuit industry reached RMB {M}.",
        "chips",
    ),
    ("{who}晶圆月产能{w}万片。", "{whoe} has a monthly capacity of {W} wafers.", "chips"),
    ("到{f}年，{who}算力规模将达到{c}P。", "By {f}, {whoe}'s computing capacity will reach {C} petaFLOPS.", "compute"),
    (
        "{y}年，{who}数据中心营业收入{m}亿元，同比增长{p}%。",
        "In {y}, revenue of {whoe}'s data centres was RMB {M}, up {p}% year on year.",
        "compute",
    ),
    (
        "到{f}年，{who}低空经济规模将达到{m}亿元。",
        "By {f}, {whoe}'s low-altitude economy will be worth RMB {M}.",
        "low-altitude",
    ),
    ("{y}年，{who}开通无人机航线{n}条。", "In {y}, {whoe} opened {n} drone routes.", "low-altitude"),
    (
        "{y}年，{who}进出口总值{m}亿元，同比增长{p}%。",
        "In {y}, {whoe}'s imports and exports were worth RMB {M}, up {p}% year on year.",
        "other",
    ),
    ("{y}年，{who}研发投入{m}亿元。", "In {y}, {whoe} spent RMB {M} on R&D.", "other"),
    (
        "{y}年，{who}规模以上工业企业{n}家。",
        "In {y}, {whoe} had {n} industrial firms above the designated size.",
        "other",
    ),
)
_COUNTS = tuple(1 + zh.count("，同比增长{p}%") for zh, _, _ in _SENTENCES)


class Name(NamedTuple):
    """How somebody is called in both languages."""

    zh: str
    en: str


class Maker:
    """Makes pairs from what the real project holds."""

    def __init__(self, lexicon: Lexicon, paragraphs: Sequence[tuple[str, str]], seed: int = 7) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing is kept secret
        names: list[Place | Organisation] = [*lexicon.places, *lexicon.organisations]
        self._names = [Name(each.short.zh, each.short["en"]) for each in names]
        self._paragraphs = paragraphs
        self._weights = list(accumulate(1 / rank for rank in range(1, _TAIL + 1)))
        syllables = sorted(load_pinyin().syllables)
        characters = [char for chars in load_pinyin().syllables.values() for char in chars]
        self._zh = ["".join(self._random.choices(characters, k=2)) for _ in range(_TAIL)]
        self._en = ["".join(self._random.choices(syllables, k=self._random.choice((2, 2, 3)))) for _ in range(_TAIL)]

    def pair(self, number: int, day: date) -> tuple[str, str, str]:
        """Name, Chinese text and English text of the pair `number`."""
        topic = self._random.choice(("autos", "chips", "compute", "low-altitude", "other"))
        who = self._random.choices(self._names, k=3)
        told = self._told(topic, who, day)
        told = [*told, *self._random.choices(self._paragraphs, k=3), self._tail()]
        zh, en = zip(*told, strict=True)
        title = (
            f"{who[0].zh}：{self._word(self._zh)}{zh[0][:12]}",
            f"{who[0].en}: {self._word(self._en)} {en[0][:50]}",
        )
        title = (re.sub("[，。].*", "", title[0]), title[1].rpartition(" ")[0])
        head = f"date: {day}\nsource: {{publication: 重庆日报, title: 原题, date: {day}}}\ntopics: [{topic}]\n"
        stem = f"{day}-{number:05}"
        return (
            stem,
            f"---\ntitle: {title[0]}\n{head}---\n\n" + "\n\n".join(zh) + "\n",
            f'---\ntitle: "{title[1]}"\ntranslation: edited\n---\n\n' + "\n\n".join(en) + "\n",
        )

    def _told(self, topic: str, who: Sequence[Name], day: date) -> list[tuple[str, str]]:
        """Paragraphs of two sentences that hold `FIGURES` figures together."""
        told: list[tuple[str, str]] = []
        figures = 0
        while figures < FIGURES:
            choices = [i for i, each in enumerate(_SENTENCES) if each[2] == topic or self._random.random() < 0.25]
            i = self._random.choice(choices or [0])
            if figures + _COUNTS[i] <= FIGURES:
                told.append(self._sentence(i, self._random.choice(who), day))
                figures += _COUNTS[i]
        return [
            ("".join(zh for zh, _ in told[i : i + 2]), " ".join(en for _, en in told[i : i + 2]))
            for i in range(0, len(told), 2)
        ]

    def _sentence(self, i: int, who: Name, day: date) -> tuple[str, str]:
        draw = self._random
        money = draw.choice((draw.randint(1, 99) / 10, draw.randint(2, 99), draw.randint(100, 9000)))
        ten_thousands = draw.randint(1, 990) / 10
        compute = draw.randint(1, 500) * 100
        values = {
            "who": who.zh,
            "whoe": who.en,
            "y": day.year - 1,
            "f": day.year + draw.choice((1, 2, 5)),
            "p": draw.randint(1, 600) / 10,
            "n": draw.randint(2, 900),
            "m": f"{money:g}",
            "M": f"{money / 10:g} billion" if money >= 10 else f"{money * 100:g} million",
            "w": f"{ten_thousands:g}",
            "W": f"{round(ten_thousands * 10_000):,}",
            "c": compute,
            "C": f"{compute:,}",
        }
        zh, en, _ = _SENTENCES[i]
        return zh.format(**values), en.format(**values)

    def _word(self, words: Sequence[str]) -> str:
        return self._random.choices(words, cum_weights=self._weights)[0]

    def _tail(self) -> tuple[str, str]:
        """A paragraph of words of the long tail, in sentences of ordinary length."""
        zh = ["".join(self._word(self._zh) for _ in range(12)) for _ in range(4)]
        en = [" ".join(self._word(self._en) for _ in range(12)).capitalize() for _ in range(8)]
        return "。".join(zh) + "。", ". ".join(en) + "."


def make(folder: Path, pairs: int = PAIRS) -> None:
    """Write a project of `pairs` pairs into `folder`."""
    for name in ("docs", "content/lexicon"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    save(folder / "mkdocs.yml", settings.rstrip() + f"\n    templates_dir: {ROOT / 'templates'}\n")
    maker = Maker(load_lexicon(folder / "content" / "lexicon"), _paragraphs())
    for number in range(pairs):
        stem, zh, en = maker.pair(number, _FIRST + timedelta(days=number * _DAYS // pairs))
        for lang, text in (("zh", zh), ("en", en)):
            save(folder / "content" / "articles" / stem[:4] / f"{stem}.{lang}.md", text)


def _paragraphs() -> list[tuple[str, str]]:
    """The real articles' paragraphs without figures, in both languages."""
    found = []
    for path in sorted(load_config(ROOT / "mkdocs.yml").content.glob("articles/*/*.zh.md")):
        twin = path.with_name(path.name.replace(".zh.md", ".en.md"))
        zh, en = (each.read_text("utf-8").split("---\n", 2)[2].split("\n\n") for each in (path, twin))
        for one, two in zip(zh, en, strict=False):
            if not re.search("[0-9一二三四五六七八九十百千万亿]", one) and not re.search("[0-9]", two):
                found.append((one.strip(), two.strip()))
    return found


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PAIRS)
