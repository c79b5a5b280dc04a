"""The offline copy: what is in it, that it is the same bytes everywhere, that a changed one is told."""

import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest import bundle
from digest.zim import check_zim
from tests.conftest import ROOT, Project

STEM = "2025-04-24-cars"
NAME = "test-digest-offline"


@pytest.fixture
def pair(drawn_once: Project) -> Project:
    drawn_once.article(
        STEM,
        "2024年，重庆汽车产业产值为200亿元。",
        "In 2024 the output value of Chongqing's car industry was RMB 20 billion.",
    )
    return drawn_once


@pytest.fixture
def packed(pair: Project) -> Path:
    """A bundle."""
    assert pair.run("bundle").code == 0
    return pair.root / "dist" / f"{NAME}.zip"


def _contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(f"{NAME}/"): archive.read(name) for name in archive.namelist()}


def _rewrite(path: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in contents.items():
            archive.writestr(f"{NAME}/{name}", data)


def test_it_holds_the_site_its_data_a_licence_a_readme_in_both_languages_and_the_sums(packed: Path) -> None:
    contents = _contents(packed)
    for name in (
        "index.html",
        f"zh/articles/{STEM}.html",
        f"en/articles/{STEM}.html",
        "data/facts.csv",
        "data/datapackage.json",
        "search/manifest.js",
        "LICENSE.txt",
        "SHA256SUMS",
    ):
        assert name in contents
    readme = contents["README.txt"].decode()
    for words in ("试刊 · 离线版", "Test Digest · offline copy", "SHA256SUMS", "CC BY 4.0", "1 篇文章，1 个数"):
        assert words in readme


def test_it_holds_nothing_that_only_a_server_needs(packed: Path) -> None:
    assert [name for name in _contents(packed) if re.search(r"404|robots|sitemap", name)] == []


def test_everything_lies_in_one_folder_with_the_same_rights_and_one_time(packed: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        entries = archive.infolist()
    assert {entry.filename.split("/")[0] for entry in entries} == {NAME}
    assert {(entry.external_attr >> 16, entry.create_system, entry.date_time) for entry in entries} == {
        (0o100644, 3, (2025, 4, 24, 0, 0, 0))
    }
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_sums_are_those_that_sha256sum_reads(packed: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "unpacked")
    folder = tmp_path / "unpacked" / NAME
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(_contents(packed)) - 1


def test_the_same_content_gives_the_same_bytes_anywhere(pair: Project, packed: Path, tmp_path: Path) -> None:
    """Another time zone, locale, umask, hash seed, number of workers, home and folder."""
    copy = tmp_path / "elsewhere" / "其他"
    copy.mkdir(parents=True)
    for name in ("mkdocs.yml", "docs", "content"):
        (copy / name).symlink_to(pair.root / name)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "USER": "somebody",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "1",
    }
    script = "import os, sys; os.umask(0o077); sys.path.insert(0, sys.argv.pop(1)); from digest.cli import main; main()"
    out = tmp_path / "other.zip"
    command = [
        sys.executable,
        "-c",
        script,
        str(ROOT),
        "bundle",
        "-f",
        str(copy / "mkdocs.yml"),
        "--out",
        str(out),
        "--workers",
        "2",
    ]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert out.read_bytes() == packed.read_bytes()


def test_source_date_epoch_sets_the_time_of_every_entry(pair: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    pair.run("bundle", "--out", "a.zip")
    with zipfile.ZipFile(pair.root / "a.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


def test_a_source_date_epoch_that_is_no_number_is_told(pair: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = pair.run("bundle")
    assert ran.code == 1
    assert "SOURCE_DATE_EPOCH is not a number of seconds: 'yesterday'" in ran.err


@pytest.mark.parametrize(("epoch", "year"), [(0, 1980), (9_999_999_999, 2107)])
def test_a_time_that_a_zip_file_can_not_say_becomes_the_nearest_that_it_can(
    epoch: int, year: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(bundle.pack({"a": b""}, "x", datetime.fromtimestamp(epoch, UTC)))
    with zipfile.ZipFile(path) as archive:
        assert archive.infolist()[0].date_time[0] == year


def test_an_intact_bundle_is_verified(pair: Project, packed: Path) -> None:
    ran = pair.run("bundle", "--verify", str(packed))
    assert (ran.code, ran.out) == (0, "")
    assert "intact" in ran.err


def test_files_changed_missing_and_added_are_told(pair: Project, packed: Path) -> None:
    contents = _contents(packed)
    contents["en/index.html"] += b" "
    del contents["zh/index.html"]
    contents["en/more.html"] = b""
    _rewrite(packed, contents)
    ran = pair.run("bundle", "--verify", str(packed))
    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"changed: {NAME}/en/index.html",
        f"not listed: {NAME}/en/more.html",
        f"missing: {NAME}/zh/index.html",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "not a zip file"), (b"PK\x03\x04 broken", "not a zip file"), (None, "can't be read: No such file")],
)
def test_what_is_no_bundle_is_told_in_one_line(pair: Project, data: bytes | None, message: str) -> None:
    if data is not None:
        (pair.root / "a.zip").write_bytes(data)
    ran = pair.run("bundle", "--verify", "a.zip")
    assert ran.code == 1
    assert message in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_zip_file_without_sums_is_no_bundle(pair: Project) -> None:
    _rewrite(pair.root / "a.zip", {"index.html": b""})
    assert "no bundle of a digest" in pair.run("bundle", "--verify", "a.zip").err


def test_an_article_that_can_not_be_read_leaves_no_bundle(pair: Project) -> None:
    pair.write("content/articles/2025/2025-04-25-bad.zh.md", "no front matter\n")
    assert pair.run("bundle").code == 1
    assert not (pair.root / "dist").exists()


def test_packing_writes_neither_sheets_nor_site(pair: Project) -> None:
    pair.run("bundle")
    assert not pair.sheet().exists()
    assert not (pair.root / "site").exists()


# ---- ZIM ----


def test_a_zim_file_holds_the_same_files_and_finds_its_pages_by_title(pair: Project) -> None:
    archive = pytest.importorskip("libzim.reader").Archive
    command = [sys.executable, str(ROOT / "build.py"), "bundle", "--zim", "--out", "a.zim"]
    assert subprocess.run(command, check=True, capture_output=True).stdout == b""  # libzim talks, past Python
    opened = archive(pair.root / "a.zim")
    assert opened.check()
    assert opened.main_entry.get_item().path == "index.html"
    assert opened.get_metadata("Language") == b"zho,eng"
    assert opened.has_title_index
    assert opened.has_illustration(48)
    pair.run("bundle")
    assert check_zim(pair.root / "a.zim", _contents(pair.root / "dist" / f"{NAME}.zip")) == ()


def test_a_zim_file_that_lacks_a_page_is_told(pair: Project) -> None:
    pytest.importorskip("libzim")
    pair.run("bundle", "--zim", "--out", "a.zim")
    assert check_zim(pair.root / "a.zim", {"en/gone.html": b"", "index.html": b"other"}) == (
        "en/gone.html is missing",
        "index.html differs",
    )


def test_without_libzim_it_says_what_to_install(pair: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libzim.writer", None)
    ran = pair.run("bundle", "--zim")
    assert ran.code == 1
    assert "a ZIM file needs libzim" in ran.err
    assert len(ran.err.splitlines()) == 1
