import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from digest.config import Config, Settings
from digest.data import Entry, data_files
from digest.model import Bilingual, Digest, EnglishSource, Fact, Lexicon, Mention, Topic
from digest.series import find_comparisons, find_series
from tests.conftest import make_article, make_fact

TOPICS = tuple(Topic(name, Bilingual(name, name), Bilingual("…", "…"), {}) for name in ("autos", "chips"))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    settings = Settings(
        Bilingual("试刊", "Test Digest"), Bilingual("读报、核数，两种语言。", "Papers read twice."), "chongqing"
    )
    return Config(tmp_path / "mkdocs.yml", settings, None, tmp_path / "site", tmp_path / "docs")


def files(config: Config, *facts: Fact, **article: Any) -> Mapping[str, bytes]:
    digest = Digest((make_article(**article),), {fact.id: fact for fact in facts}, {}, Lexicon(TOPICS, (), (), ()))
    return {name: data.encode() if isinstance(data, str) else data for name, data in data_files(digest, config)}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_facts_come_whole_and_by_topic_in_three_formats_with_their_descriptions(config: Config) -> None:
    names = {f"data/{name}.{form}" for name in ("facts", "autos", "chips") for form in ("csv", "json", "yml")}
    assert set(files(config)) == names | {"data/facts.schema.json", "data/datapackage.json"}


def test_a_topics_files_hold_its_facts_alone(config: Config) -> None:
    found = files(config, make_fact(id="a" * 10), make_fact(id="b" * 10, topics=("chips", "autos")))
    assert [row["id"] for row in rows(found["data/autos.csv"])] == ["a" * 10, "b" * 10]
    assert [row["id"] for row in rows(found["data/chips.csv"])] == ["b" * 10]


def test_the_three_formats_hold_the_same(config: Config) -> None:
    found = files(config, make_fact(value="35.4", unit="%"), make_fact(id="b" * 10, high=30_000_000_000))
    from_json = json.loads(found["data/facts.json"])
    assert yaml.safe_load(found["data/facts.yml"]) == from_json
    from_csv = rows(found["data/facts.csv"])
    assert [row["id"] for row in from_csv] == [entry["id"] for entry in from_json]
    assert [row["metric_en"] for row in from_csv] == [entry["metric"]["en"] for entry in from_json]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("229999999.99", "229999999.99"),
        ("20000000000", "20000000000"),
        ("2E+10", "20000000000"),
        ("0.000020", "0.00002"),
        ("-5.20", "-5.2"),
    ],
)
def test_values_are_exact_and_in_plain_digits(config: Config, value: str, written: str) -> None:
    found = files(config, make_fact(value=value))
    assert f'"value":{written},' in found["data/facts.json"].decode()
    assert f"  value: {written}\n" in found["data/facts.yml"].decode()
    assert rows(found["data/facts.csv"])[0]["value"] == written


def test_a_label_without_english_is_null(config: Config) -> None:
    found = files(config, make_fact(metric=Bilingual("产值")))
    assert json.loads(found["data/facts.json"])[0]["metric"] == {"zh": "产值", "en": None}
    assert rows(found["data/facts.csv"])[0]["metric_en"] == ""


def test_csv_opens_in_a_spreadsheet_as_chinese(config: Config) -> None:
    assert files(config)["data/facts.csv"].startswith(b"\xef\xbb\xbfid,article,")


def test_no_cell_starts_a_formula(config: Config) -> None:
    evil = [Bilingual(f"{mark}cmd|' /C calc'!A0", f"{mark}1+1") for mark in "=+-@\t\r"]
    facts = [make_fact(id=str(number) * 10, metric=text, subject=text, quote=text) for number, text in enumerate(evil)]
    for row in rows(files(config, *facts)["data/facts.csv"]):
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), name


def test_a_negative_value_stays_a_number_in_csv(config: Config) -> None:
    assert rows(files(config, make_fact(value="-5.2"))["data/facts.csv"])[0]["value"] == "-5.2"


def test_the_qualifier_is_a_word_in_csv_and_the_sheets_sign_in_json(config: Config) -> None:
    found = files(config, make_fact(qualifier=">="))
    assert rows(found["data/facts.csv"])[0]["qualifier"] == "at_least"
    assert json.loads(found["data/facts.json"])[0]["qualifier"] == ">="


def test_what_a_closed_article_says_is_not_quoted(config: Config) -> None:
    found = files(config, make_fact(), rights="closed")
    assert json.loads(found["data/facts.json"])[0]["quote"] is None
    assert rows(found["data/facts.csv"])[0]["quote_zh"] == ""


def test_a_fact_names_its_source_in_both_languages(config: Config) -> None:
    found = files(config, make_fact(), source_en=EnglishSource("Chongqing Daily", "A title"))
    entry = json.loads(found["data/facts.json"])[0]
    assert entry["publication"] == {"zh": "重庆日报", "en": "Chongqing Daily"}
    assert entry["date"] == "2025-04-24"


def test_facts_stand_in_the_order_of_articles_and_text(config: Config) -> None:
    articles = (make_article(stem="2025-05-01-new"), make_article(stem="2020-12-old", date="2020-12"))
    facts = {
        "c" * 10: make_fact(id="c" * 10, article="2025-05-01-new"),
        "b" * 10: make_fact(id="b" * 10, article="2020-12-old"),
        "a" * 10: make_fact(id="a" * 10, article="2020-12-old"),
    }
    mentions = {"2020-12-old": (Mention("b" * 10, 0, (1, 2)), Mention("a" * 10, 1, (0, 2)))}
    digest = Digest(articles, facts, mentions, Lexicon((), (), (), ()))
    found = dict(data_files(digest, config))["data/facts.json"]
    assert [entry["id"][0] for entry in json.loads(found)] == ["b", "a", "c"]


def test_a_fact_whose_article_has_gone_is_not_published(config: Config) -> None:
    assert json.loads(files(config, make_fact(article="2019-01-01-gone"))["data/facts.json"]) == []


def test_the_json_schema_describes_every_field_of_the_json_file(config: Config) -> None:
    found = files(config, make_fact())
    schema = json.loads(found["data/facts.schema.json"])
    entry = schema["$defs"]["Entry"]
    assert list(json.loads(found["data/facts.json"])[0]) == list(entry["properties"]) == entry["required"]
    assert entry["properties"]["value"]["type"] == "number"
    assert msgspec.json.decode(found["data/facts.json"], type=tuple[Entry, ...])


def test_the_package_lists_every_file_with_its_size_hash_and_columns(config: Config) -> None:
    found = files(config, make_fact())
    package = json.loads(found["data/datapackage.json"])
    for resource in package["resources"]:
        content = found[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["format"] == "csv":
            header = content.decode("utf-8-sig").splitlines()[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert len({resource["name"] for resource in package["resources"]}) == len(package["resources"]) == 9


def test_the_package_gives_licence_and_sources(config: Config) -> None:
    package = json.loads(files(config, make_fact())["data/datapackage.json"])
    assert package["name"] == "test-digest"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["sources"] == [{"title": "重庆日报"}]


def test_the_same_digest_gives_the_same_bytes(config: Config) -> None:
    facts = (make_fact(id="a" * 10), make_fact(id="b" * 10))
    assert files(config, *facts) == files(config, *facts[::-1])


def test_a_series_has_files_of_its_own_that_its_facts_name(config: Config) -> None:
    facts = (make_fact(id="a" * 10, period="2024"), make_fact(id="b" * 10, period="2023"))
    (series,) = find_series(facts)
    digest = Digest((make_article(),), {fact.id: fact for fact in facts}, {}, Lexicon(TOPICS, (), (), ()), (series,))
    found = {name: bytes(data) for name, data in data_files(digest, config) if isinstance(data, bytes)}
    assert [row["period"] for row in rows(found[f"data/series/{series.id}.csv"])] == ["2023", "2024"]
    assert {entry["series"] for entry in json.loads(found["data/facts.json"])} == {series.id}
    assert len(json.loads(found[f"data/series/{series.id}.json"])) == 2
    assert len(yaml.safe_load(found[f"data/series/{series.id}.yml"])) == 2


TOLD = """
from frictionless import Package, validate
report = validate("datapackage.json")
print(report.flatten(["name", "type", "note"]))
for name in ("facts", "series", "comparisons"):
    print(" ".join(row["id"][:1] for row in Package("datapackage.json").get_resource(name).read_rows()))
"""


def test_the_package_is_one_that_frictionless_takes_with_all_its_rows(config: Config, tmp_path: Path) -> None:
    sichuan = Bilingual("四川", "Sichuan")
    facts = (
        make_fact(id="a" * 10, period="2024"),
        make_fact(id="b" * 10, period="2023", high=30_000_000_000, qualifier="~"),
        make_fact(id="c" * 10, period="2022", unit="count"),
        make_fact(id="d" * 10, period="2021", unit="count"),
        make_fact(id="e" * 10, period="2024", subject=sichuan),
        make_fact(id="f" * 10, period=None, metric=Bilingual("其他", "other")),
    )
    digest = Digest((make_article(),), {fact.id: fact for fact in facts}, {}, Lexicon(TOPICS, (), (), ()))
    told = msgspec.structs.replace(digest, series=find_series(facts), comparisons=find_comparisons(facts))
    assert (len(told.series), len(told.comparisons)) == (2, 1)
    for name, content in data_files(told, config):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TOLD], cwd=tmp_path / "data", capture_output=True, text=True, check=False
    )
    assert (ran.stdout.splitlines(), ran.returncode) == (["[]", "a b c d e f", "b a d c", "a e"], 0), ran.stderr


def test_the_package_lists_the_files_of_all_series_together_in_each_format(config: Config) -> None:
    facts = tuple(make_fact(id=f"{n:010d}", unit=f"u{n % 3}", period=f"{2000 + n}") for n in range(9))
    series = find_series(facts)
    digest = Digest((make_article(),), {fact.id: fact for fact in facts}, {}, Lexicon(TOPICS, (), (), ()), series)
    found = dict(data_files(digest, config))
    listed = {each["name"]: each["path"] for each in json.loads(found["data/datapackage.json"])["resources"]}
    for name, form in (("series", "csv"), ("series-json", "json"), ("series-yml", "yml")):
        assert listed[name] == [f"series/{each.id}.{form}" for each in series]
        assert {f"data/{path}" for path in listed[name]} <= found.keys()


def test_the_json_files_are_what_their_schema_says(config: Config, tmp_path: Path) -> None:
    found = files(config, make_fact(), make_fact(id="b" * 10, value="2.5", unit="%", quote=Bilingual("2.5%")))
    for name in ("facts.json", "facts.schema.json"):
        (tmp_path / name).write_bytes(found[f"data/{name}"])
    check = Path(sys.executable).with_name("check-jsonschema")
    command = [str(check), "--schemafile", "facts.schema.json", "facts.json"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
