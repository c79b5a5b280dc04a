"""Pages printed by a real browser, as PDF and as scans, become the drafts they were made of."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from digest.inbox import Delivery, open_file
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

STEMS = ("2025-04-24-liangping-aircraft", "2020-12-twin-city-fund", "2020-12-sichuan-chongqing-autos")
STYLE = """
@page { size: A4; margin: 14mm }
body { font: 10.5pt/1.55 "Noto Serif CJK SC", serif; margin: 0 }
p { margin: 0; text-indent: 2em } h1 { font-size: 20pt; margin: 6mm 0 3mm } h3 { font-size: 12pt; margin: 0 0 2mm }
.columns { columns: 3; column-gap: 7mm; text-align: justify } .flush { text-indent: 0; font-size: 9pt }
.box { border: 1px solid; padding: 3mm; margin: 6mm 0 } .top { font-size: 9pt; border-bottom: 1px solid }
.picture { height: 22mm; background: #bbb; break-inside: avoid }
"""


def _articles() -> Mapping[str, Sequence[str]]:
    """Title → paragraphs of articles of our own."""
    found = {}
    for stem in STEMS:
        text = next((ROOT / "content" / "articles").rglob(f"{stem}.zh.md")).read_text("utf-8")
        front, body = text.split("\n---\n", 1)
        found[yaml.safe_load(front)["title"]] = body.strip().split("\n\n")
    return found


ARTICLES = _articles()


def _html() -> str:
    """A page: two articles in three columns, the first with a picture and its caption, a box between them."""
    (first, one), (second, two), (third, three) = (
        (title, "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)) for title, paragraphs in ARTICLES.items()
    )
    picture = "<div class='picture'></div><p class='flush'>图为工人在检查部件。（受访者供图）</p>"
    return (
        f"<!doctype html><meta charset='utf-8'><style>{STYLE}</style>"
        "<div class='top'>江南日报 2025年4月24日 星期四 A03</div>"
        f"<h1>{first}</h1><p class='flush'>□本报记者 钱森 许一帆</p><div class='columns'>{one}{picture}</div>"
        f"<div class='box'><h3>链接&gt;&gt;&gt;</h3><h3>{second}</h3>{two}</div>"
        f"<h1>{third}</h1><p class='flush'>□本报记者 方宁</p><div class='columns'>{three}</div>"
    )


@pytest.fixture(scope="module")
def pdf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pdfplumber")
    path = tmp_path_factory.mktemp("pages") / "page.pdf"
    page = browser.new_page()
    page.set_content(_html())
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.close()
    return path


def _scan(pdf: Path, resolution: int, angle: float) -> Path:
    """The page as a scanner would give it: a little askew, and noisy."""
    pytest.importorskip("rapidocr")
    import numpy  # noqa: PLC0415 - the packages of an extra
    import pdfplumber  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    with pdfplumber.open(pdf) as file:
        picture = file.pages[0].to_image(resolution=resolution).original.convert("L")
    picture = picture.rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    noise = numpy.random.default_rng(1).normal(0, 12, (picture.height, picture.width))
    path = pdf.with_name(f"page{resolution}.png")
    Image.fromarray((numpy.asarray(picture) + noise).clip(0, 255).astype("uint8")).save(path)
    return path


def _squeezed(paragraphs: Sequence[str]) -> str:
    return re.sub(r"\s", "", "".join(paragraphs))


def _distance(a: str, b: str) -> int:
    """How many characters must be changed, put in or taken out to make one of the other."""
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        following = [i]
        for j, other in enumerate(b, 1):
            following.append(min(row[j] + 1, following[-1] + 1, row[j - 1] + (char != other)))
        row = following
    return row[-1]


def _character_error(delivery: Delivery) -> float:
    """The share of characters that are wrong or out of order, article for article."""
    texts = [_squeezed(draft.paragraphs) for draft in delivery.page.drafts]
    wanted = [_squeezed(paragraphs) for paragraphs in ARTICLES.values()]
    return sum(min(_distance(text, want) for text in texts) for want in wanted) / sum(map(len, wanted))


def _lost_figures(delivery: Delivery) -> set[str]:
    told = "".join(_squeezed(draft.paragraphs) for draft in delivery.page.drafts)
    return {
        figure
        for paragraphs in ARTICLES.values()
        for figure in re.findall(r"\d[\d.]*", _squeezed(paragraphs))
        if figure not in told
    }


def test_a_pdf_in_columns_becomes_its_articles_without_a_wrong_character(pdf: Path) -> None:
    delivery = open_file(pdf)
    drafts = delivery.page.drafts
    assert [draft.kind for draft in drafts] == ["news", "sidebar", "news", "caption"]
    assert [draft.headline for draft in drafts[:3]] == list(ARTICLES)
    assert [draft.paragraphs for draft in drafts[:3]] == list(ARTICLES.values())
    assert drafts[0].byline == "本报记者 钱森 许一帆"
    assert drafts[3].paragraphs == ["图为工人在检查部件。"]
    assert {draft.date for draft in drafts} == {"2025-04-24"}


def test_a_scan_at_300_dots_an_inch_keeps_every_figure_and_99_of_100_characters(pdf: Path) -> None:
    delivery = open_file(_scan(pdf, 300, 0.7))
    assert _lost_figures(delivery) == set()
    assert _character_error(delivery) < 0.01
    assert [draft.headline for draft in delivery.page.drafts[:3]] == list(ARTICLES)


def test_a_scan_at_150_dots_an_inch_keeps_every_figure_and_97_of_100_characters(pdf: Path) -> None:
    delivery = open_file(_scan(pdf, 150, -0.5))
    assert _lost_figures(delivery) == set()
    assert _character_error(delivery) < 0.03
