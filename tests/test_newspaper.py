"""Pages of newspapers become drafts: the right pieces in the right order, every character accounted for."""

import json
import re
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.cli import cli
from digest.errors import InputError
from digest.inbox import new_pair, open_file
from digest.newspaper import Draft, Page, cut_page, reassemble
from digest.newspaper.characters import runs_on
from digest.newspaper.matching import best_matching
from digest.newspaper.sources import decode, read_source
from tests.conftest import ROOT

_FOUND = [
    (path.stem, spec)
    for path in sorted((ROOT / "tests" / "specs" / "pages").glob("*.yml"))
    for spec in yaml.safe_load(path.read_text("utf-8"))
]
SPECS = [pytest.param(spec, id=f"{stem}: {spec['name']}") for stem, spec in _FOUND]
RAW = [spec["raw"] for _, spec in _FOUND]
PAGE = """\
昆山集中开工21个集成电路项目

本报讯（记者 钱森）4月22日，昆山市的集成电路项目集中开工，共有21个项目，总投资 158.4 亿元。

据介绍，昆山的集成电路企业有276家，2024年的产值突破600亿元。
"""
TRADITIONAL = (
    "本報訊（記者 陳大文）昨日，重慶市電子信息產業集中開工，共有21個項目，總投資158.4億元，去年產值突破600億元。"
)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*#_]|^[■□●△]", "", text)


@pytest.mark.parametrize("spec", SPECS)
def test_a_page_is_cut_into_the_drafts_that_stand_on_it(spec: dict[str, Any]) -> None:
    page = cut_page(spec["raw"])
    assert [_told(draft, expected) for draft, expected in zip(page.drafts, spec["drafts"], strict=False)] == spec[
        "drafts"
    ]
    assert len(page.drafts) == len(spec["drafts"])
    if "left_out" in spec:
        assert [aside.text for aside in page.asides] == spec["left_out"]


def _told(draft: Draft, expected: dict[str, Any]) -> dict[str, Any]:
    """The draft in the terms that the spec speaks of."""
    told: dict[str, Any] = {
        "paragraphs": draft.paragraphs,
        "torn": [n for n, part in enumerate(draft.parts) if part.torn],
        "unsure": [n for n, part in enumerate(draft.parts) if part.unsure],
    }
    return {key: told.get(key, getattr(draft, key, None)) for key in expected}


@pytest.mark.parametrize("spec", SPECS)
def test_every_character_of_a_page_is_in_a_draft_or_listed_as_left_out(spec: dict[str, Any]) -> None:
    page = cut_page(spec["raw"])
    kept = Counter("".join(_all_text(page)))
    lost = Counter(_squeezed(spec["raw"])) - kept
    assert {char: count for char, count in lost.items() if char not in "■□●△（）()"} == {}


def _all_text(page: Page) -> list[str]:
    texts = [aside.text for aside in page.asides]
    for draft in page.drafts:
        texts += [text or "" for text in (draft.headline, draft.kicker, draft.deck, *draft.paragraphs)]
        texts.append(draft.dateline or "")
        if not draft.dateline:
            texts.append(draft.byline or "")
        texts.append(f"来源:{draft.publication}")
    return [_squeezed(text) for text in texts]


@pytest.mark.parametrize("spec", SPECS)
def test_every_character_of_a_draft_knows_its_place_in_the_page(spec: dict[str, Any]) -> None:
    for draft in cut_page(spec["raw"]).drafts:
        for part in draft.parts:
            assert "".join(spec["raw"][place] for place in part.clean.places) == part.text
            assert all(start < end for start, end in part.spans)


@pytest.mark.parametrize("spec", SPECS)
def test_what_extract_reads_is_whole_sentences_with_their_places(spec: dict[str, Any]) -> None:
    text = reassemble(spec["raw"])
    assert len(text.text) == len(text.places)
    for char, place in zip(text.text, text.places, strict=True):
        assert char in ("\n", spec["raw"][place])


@settings(deadline=None)  # the first case loads the table
@given(st.text(alphabet="产业发展 \n　，。“”0123一二■（）记者本报讯:", max_size=300))
def test_no_text_is_too_odd_to_be_cut(raw: str) -> None:
    page = cut_page(raw)
    for draft in page.drafts:
        for part in draft.parts:
            assert "".join(raw[place] for place in part.clean.places) == part.text


@settings(deadline=None)  # the first case loads the table
@given(st.randoms(use_true_random=False))
def test_lines_in_any_order_are_cut_without_saying_one_twice(random: Random) -> None:
    lines = [line for raw in RAW for line in raw.split("\n")]
    random.shuffle(lines)
    cleans = [part.clean for draft in cut_page("\n".join(lines[:80])).drafts for part in draft.parts]
    places = [place for clean in cleans for char, place in zip(clean.text, clean.places, strict=True) if char != " "]
    assert len(places) == len(set(places))


def test_words_that_are_torn_apart_run_on_and_others_do_not() -> None:
    assert min(runs_on(a, b) for a, b in ("电子", "产业", "协同", "集成")) > 2
    assert max(runs_on(a, b) for a, b in ("和条", "深条", "渝班")) < 0


@settings(deadline=None)  # the first case loads the table
@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.5, 9), max_size=12))
def test_pairs_are_chosen_once_and_no_single_exchange_is_better(scores: dict[tuple[int, int], float]) -> None:
    chosen = best_matching(scores)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
    free = [
        pair
        for pair in scores
        if pair[0] not in {row for row, _ in chosen} and pair[1] not in {column for _, column in chosen}
    ]
    assert free == []


@pytest.mark.parametrize(
    ("text", "encoding", "read_by"),
    [
        (PAGE, "utf-8", "utf-8"),
        (PAGE, "utf-8-sig", "utf-8-sig"),
        (PAGE, "utf-16", "utf-16"),
        (PAGE, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
    ],
)
def test_the_encoding_of_a_page_is_found_out(text: str, encoding: str, read_by: str) -> None:
    assert decode(text.encode(encoding), Path("page.txt")) == (text, read_by)


def test_an_undecodable_byte_is_named_by_its_offset() -> None:
    before = PAGE[:30].encode()
    with pytest.raises(InputError, match=f"byte {len(before)} can't be read: not UTF-8, GB18030 or Big5"):
        decode(before + b"\xff\xff\x80" + PAGE[30:].encode(), Path("page.txt"))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("binary.txt", bytes(range(256)), "binary, not text"),
        ("big.txt", b"x" * 3_100_000, "3 MB of text: a page has at most 2 MB"),
        ("furniture.txt", "要闻\n\n责任编辑：方宁\n".encode(), "no article was found on the page"),
        ("broken.pdf", b"%PDF-1.7\nnothing", "a broken PDF: PDFSyntaxError"),
        ("broken.png", b"\x89PNG\r\n\x1a\nnothing", "a broken picture"),
        ("empty.html", b"<!doctype html><html><body></body></html>", "no article was found in the web page"),
    ],
)
def test_a_file_that_is_no_page_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    if name.endswith((".pdf", ".png", ".html")):
        pytest.importorskip({"pdf": "pdfplumber", "png": "rapidocr", "html": "trafilatura"}[name.partition(".")[2]])
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        open_file(path)
    assert error.value.message == message


@pytest.mark.parametrize(("extra", "data"), [("pdf", b"%PDF-1.7"), ("scan", b"\x89PNG"), ("web", b"<html><body>")])
def test_without_an_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extra: str, data: bytes
) -> None:
    for module in ("pdfplumber", "rapidocr", "trafilatura"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, f"digest.newspaper.{extra}", raising=False)
    path = tmp_path / "page"
    path.write_bytes(data)
    with pytest.raises(InputError, match=re.escape(f"needs the extra `{extra}`: pip install '.[{extra}]'")):
        read_source(path)


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "江南晨报 2025-04-24.txt"
    path.write_text(PAGE, "utf-8")
    return path


def test_ingest_writes_drafts_beside_the_untouched_source_and_a_record(page: Path, tmp_path: Path) -> None:
    result = _run("ingest", page, "--into", tmp_path / "in")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "in" / page.stem
    assert sorted(path.name for path in folder.iterdir()) == [
        "01-昆山集中开工21个集成电路项目.zh.md",
        "record.yml",
        page.name,
    ]
    assert (folder / page.name).read_bytes() == page.read_bytes()
    record = yaml.safe_load((folder / "record.yml").read_text("utf-8"))
    spans = [paragraph["spans"] for paragraph in record["drafts"][0]["paragraphs"]]
    assert [PAGE[span[0][0] : span[-1][1]][:5] for span in spans] == ["4月22日", "据介绍，昆"]
    draft = (folder / "01-昆山集中开工21个集成电路项目.zh.md").read_text("utf-8")
    front = yaml.safe_load(draft.split("---\n")[1])
    assert front["title"] == "昆山集中开工21个集成电路项目"
    assert front["source"]["author"] == "记者 钱森"
    assert front["date"] == "2025-04-24"
    assert "总投资158.4亿元。" in draft


def test_ingest_never_writes_over_drafts(page: Path, tmp_path: Path) -> None:
    _run("ingest", page, "--into", tmp_path / "in")
    result = _run("ingest", page, "--into", tmp_path / "in")
    assert result.exit_code == 1


def test_ingest_goes_on_after_a_file_that_fails(page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = _run("ingest", "--json", tmp_path / "empty.txt", page)
    assert result.exit_code == 1
    [draft] = json.loads(result.stdout)
    assert list(draft) == ["headline", "byline", "date", "publication", "kind", "paragraphs"]
    assert draft["date"] == "2025-04-24"


def test_unsure_joints_and_torn_ends_are_marked_for_the_editor(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE + "\n企业还可通过平台的联系方式直接对接，迅速实现\n", "utf-8")
    _run("ingest", path, "--into", tmp_path / "in")
    [draft] = (tmp_path / "in" / "page").glob("01-*.md")
    assert "迅速实现 <!-- torn:" in draft.read_text("utf-8")


def test_new_writes_a_pair_from_a_draft_and_refuses_to_do_it_twice(project: Any, page: Path, tmp_path: Path) -> None:
    from digest.config import load_config  # noqa: PLC0415

    _run("ingest", page, "--into", tmp_path / "in")
    [draft] = (tmp_path / "in" / page.stem).glob("01-*.md")
    config = load_config(project.root / "mkdocs.yml")
    zh, en = new_pair(config, "kunshan-chips", "2025-04-24", draft)
    front = yaml.safe_load(zh.read_text("utf-8").split("---\n")[1])
    assert front["source"]["title"] == "昆山集中开工21个集成电路项目"
    assert front["source"]["author"] == "钱森"
    assert "158.4亿元" not in zh.read_text("utf-8")
    assert en.name == "2025-04-24-kunshan-chips.en.md"
    with pytest.raises(InputError, match="is there already"):
        new_pair(config, "kunshan-chips", "2025-04-24", None)
    with pytest.raises(InputError, match="a slug is"):
        new_pair(config, "Kunshan Chips", "2025-04-24", None)
    with pytest.raises(InputError, match="is not a date"):
        new_pair(config, "kunshan-chips", "24 April", None)


def test_a_saved_web_page_gives_its_article_without_the_site(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    paragraphs = "".join(f"<p>{line}</p>" for line in PAGE.split("\n\n")[1:])
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><html><head><meta charset='utf-8'><title>昆山集中开工21个集成电路项目_江南网</title>"
        "<meta property='og:site_name' content='江南网'><meta property='article:published_time' content='2025-04-23'>"
        "</head><body><nav><a href='/'>首页</a></nav><article><h1>昆山集中开工21个集成电路项目</h1>"
        f"{paragraphs}</article>"
        "<footer>版权所有 江南网</footer></body></html>",
        "utf-8",
    )
    [draft] = open_file(path).page.drafts
    assert draft.headline == "昆山集中开工21个集成电路项目"
    assert draft.date == "2025-04-23"
    assert draft.publication == "江南网"
    assert [paragraph[:5] for paragraph in draft.paragraphs] == ["4月22日", "据介绍，昆"]


def test_an_encrypted_pdf_is_said_to_be_one(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber")
    path = tmp_path / "page.pdf"
    path.write_bytes(_encrypted_pdf())
    with pytest.raises(InputError, match="encrypted: it needs a password"):
        open_file(path)


def _encrypted_pdf() -> bytes:
    """The smallest file that asks for a password."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(places)
    return (
        data + table + b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF" % len(data)
    )


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    size = (60_000).to_bytes(4) * 2
    path = tmp_path / "page.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", size + b"\1\0\0\0\0") + _chunk(b"IDAT", zlib.compress(b"")))
    with pytest.raises(InputError, match="at most 150 million pixels"):
        open_file(path)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def test_the_command_line_starts_without_the_packages_of_extras() -> None:
    code = "import sys, digest.cli; print({'pdfplumber', 'rapidocr', 'trafilatura'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout == "set()\n"
