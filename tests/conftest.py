"""What tests share: articles and facts made in a line, and small projects in a folder of their own."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from digest.cli import main
from digest.config import Config, load_config
from digest.model import Article, Bilingual, Fact, Paragraph, Source, Text

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"

MKDOCS = f"""\
site_name: Test Digest
docs_dir: docs
nav: [index.md]
plugins: []
extra:
  digest:
    name: {{zh: 试刊, en: Test Digest}}
    tagline: {{zh: 一句话。, en: One sentence.}}
    region: chongqing
    templates_dir: {ROOT / "templates"}
"""

ZH = """\
---
title: {title}
date: {date}
source: {{publication: 重庆日报, title: 原题, date: {date}}}
topics: [{topics}]
---

{body}
"""

EN = """\
---
title: {title}
translation: edited
---

{body}
"""


def make_article(
    zh: Sequence[str] = ("2024年，重庆汽车产业产值为200亿元。",),
    en: Sequence[str] | None = ("In 2024 the output value of Chongqing's car industry was RMB 20 billion.",),
    **over: Any,
) -> Article:
    """An article of these paragraphs; `en=None` leaves it without English. `over` sets any other field."""
    stem = over.setdefault("stem", "2025-04-24-test")
    day = over.setdefault("date", str(stem)[:10])
    over.setdefault("source", Source(publication="重庆日报", title="原题", date=day))
    over.setdefault("topics", ("autos",))
    path = f"content/articles/{stem[:4]}/{stem}"
    english = None if en is None else Text(f"{path}.en.md", "Title", None, _paragraphs(en, 6))
    return Article(zh=Text(f"{path}.zh.md", "标题", None, _paragraphs(zh, 8)), en=english, **over)


def _paragraphs(texts: Sequence[str], first_line: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, first_line + 2 * number) for number, text in enumerate(texts))


def make_fact(**over: Any) -> Fact:
    """A fact of `make_article`'s first figure; `over` sets any field. Numbers may be given as int or str."""
    fields: dict[str, Any] = {
        "id": "0123456789",
        "article": "2025-04-24-test",
        "quote": Bilingual(
            "2024年，重庆汽车产业产值为200亿元",
            "In 2024 the output value of Chongqing's car industry was RMB 20 billion.",
        ),
        "surface": Bilingual("200亿元", "RMB 20 billion"),
        "value": 20_000_000_000,
        "unit": "CNY",
        "counter": "元",
        "qualifier": "=",
        "metric": Bilingual("汽车产业产值", "car industry output value"),
        "subject": Bilingual("重庆", "Chongqing"),
        "place": "chongqing",
        "period": "2024",
        "status": "actual",
        "topics": ("autos",),
    } | over
    numbers = {name: Decimal(fields[name]) for name in ("value", "high") if fields.get(name) is not None}
    return Fact(**fields | numbers)


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


class Project:
    """A small project in a folder of its own: mkdocs.yml, a handbook of one page a language, the tests' lexicon."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self._capsys, self._monkeypatch = capsys, monkeypatch
        self.write("mkdocs.yml", MKDOCS)
        for lang in ("zh", "en"):
            self.write(f"docs/{lang}/index.md", "# 关于\n" if lang == "zh" else "# About\n")
        shutil.copytree(DATA / "lexicon", root / "content" / "lexicon")
        (root / "content" / "articles").mkdir()
        monkeypatch.chdir(root)

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project; folders are made."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def lay(self, folder: Path) -> None:
        """Lay a folder's files over the project's."""
        shutil.copytree(folder, self.root, dirs_exist_ok=True)

    def article(self, stem: str, zh: str, en: str | None = None, topics: str = "autos") -> None:
        """Write an article's pair of files, or the Chinese one alone."""
        head = {"date": stem[:10], "topics": topics}
        self.write(f"content/articles/{stem[:4]}/{stem}.zh.md", ZH.format(title="标题", body=zh, **head))
        if en is not None:
            self.write(f"content/articles/{stem[:4]}/{stem}.en.md", EN.format(title="Title", body=en))

    def sheet(self, topic: str = "autos", year: str = "2025") -> Path:
        """The path of a fact sheet."""
        return self.root / "content" / "facts" / topic / f"{year}.yml"

    def run(self, *arguments: str) -> Ran:
        """Run the command line in the project's folder, in this process."""
        self._capsys.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["build.py", "--workers", "1", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = self._capsys.readouterr()
        return Ran(int(left.value.code or 0), out, err)


def config_of_one_page(root: Path, settings: str) -> Config:
    """A project in `root` with these settings and a handbook of one page."""
    for lang in ("zh", "en"):
        (root / "docs" / lang).mkdir(parents=True)
        (root / "docs" / lang / "index.md").write_text("# About\n", "utf-8")
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    return load_config(root / "mkdocs.yml")


def tree(folder: Path) -> Mapping[str, bytes]:
    """Every file under a folder, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project."""
    return Project(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def drawn_once(project: Project, _cache: Path) -> Project:
    """An empty project whose frames are drawn once for all tests that ask for it: most of a build's time."""
    (project.root / ".cache").symlink_to(_cache)
    return project
