import json
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.lexicon import empty_lexicon, load_lexicon
from digest.model import Article, Bilingual, Digest, Fact, Lexicon, Mention, Organisation, Place, Text, Topic
from digest.search import index
from digest.search.blocks import SLOTS, Block, slots, table, unfolded
from digest.search.entities import named_records
from digest.search.language import load_language
from digest.search.lists import LETTERS, MOST, NEAR, STEPS, encode, encode_all, numeral, written
from digest.search.numbers import Number, bare, figure_tokens, number_of, token
from digest.search.pinyin import load_pinyin
from digest.search.records import SHOWN, STATUSES, Record, batch_records, batches
from digest.search.shards import hash_of
from digest.search.tokenizer import Tokenizer, tokenizer
from digest.search.values import drawer_of, drawers, slug
from digest.series import find_series
from tests.conftest import make_article, make_fact

SPEC = yaml.safe_load((Path(__file__).parent / "specs" / "tokens.yml").read_text("utf-8"))
CASES = [
    pytest.param(
        text,
        entry["tokens"],
        id=f"{entry['says']}: {text}",
        marks=[pytest.mark.xfail(reason=entry["gap"][text])] if text in entry.get("gap", {}) else [],
    )
    for entry in SPEC
    for text in entry["texts"]
]
LEXICON = load_lexicon(Path(__file__).parent / "data" / "lexicon")


def make_digest(articles: tuple[Article, ...] = (), facts: tuple[Fact, ...] = (), lexicon: Lexicon = LEXICON) -> Digest:
    return Digest(articles, {fact.id: fact for fact in facts}, {}, lexicon)


def read(digest: Digest) -> Mapping[str, Any]:
    """What each script of the index hands over, by name."""
    found = {}
    for path, script in index(digest):
        match = re.fullmatch(r'digestIndex\(("[^"]+"),(.*)\);\n', script, re.S)
        assert match, path
        assert path == f"search/{json.loads(match[1])}.js"
        found[json.loads(match[1])] = json.loads(match[2])
    return found


def records(digest: Digest) -> Iterator[Record]:
    yield from named_records(digest)
    for batch in batches(digest):
        for article, facts in batch_records(batch):
            yield from (article, *facts)


def postings(digest: Digest) -> Mapping[str, str]:
    cells = (cell for name, cell in read(digest).items() if name.startswith("tokens/"))
    return dict(entry.split(" ") for cell in cells for entry in cell.split(";")[1:-1])


def of_facts(text: str) -> str:
    """The list of the facts in a token's postings."""
    return (*text.split("|"), "")[1]


def decode(text: str) -> list[tuple[int, int]]:
    """The records of a list, each with its step."""
    text = text.rpartition(":")[2]
    usual = LETTERS.index(text[0])
    found, number = [], -1
    for place, rest in digits(text[1:]):
        number += 1 + (rest * NEAR + place if place < NEAR else rest)
        found.append((number, usual if place < NEAR else usual ^ (place - NEAR + 1)))
    return found


def numerals(text: str) -> list[int]:
    """The numbers of a text of numerals."""
    return [rest * NEAR + place for place, rest in digits(text)]


def digits(text: str) -> Iterator[tuple[int, int]]:
    """The last letter of each number in a text, and the rest of the number."""
    rest, ends = 0, NEAR + STEPS - 1
    for place in map(LETTERS.index, text):
        if place >= ends:
            rest = rest * (len(LETTERS) - ends) + place - ends + 1
        else:
            yield place, rest
            rest = 0


# ---- tokens ----


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_a_text_gives_the_tokens_of_the_specification(text: str, tokens: list[str]) -> None:
    assert tokenizer().tokens(text) == tokens


def test_a_control_character_only_separates() -> None:
    assert tokenizer().tokens("chips\0芯片") == ["chip", "芯", "芯片", "片"]
    assert tokenizer().tokens("chips\0, 200亿元") == ["chip", "=2e10cny"]


def test_no_gaps_are_known() -> None:
    assert sum(len(entry.get("gap", ())) for entry in SPEC) == 0


def test_a_token_without_its_unit_is_the_bare_figure() -> None:
    tokens = ("=2e10cny", "=5eur", "=35e-1%", "=7", "chip")
    assert [bare(each) for each in tokens] == ["=2e10", "=5", "=35e-1", "=7", "chip"]


def test_a_value_is_rounded_half_up_to_twelve_digits() -> None:
    assert token(Number(1234567890125, 0), "") == "=123456789013e1"


def test_a_fact_is_found_by_its_value_with_and_without_the_unit() -> None:
    assert figure_tokens(make_fact(value="278844000000").value, "CNY") == ("=278844e6cny", "=278844e6")


def test_a_fall_is_found_by_its_size() -> None:
    assert figure_tokens(make_fact(value="-5.2").value, "%") == ("=52e-1%", "=52e-1")


def test_a_count_is_found_without_a_unit() -> None:
    assert figure_tokens(make_fact(value=4600000).value, "count") == ("=46e5",)


def test_each_traditional_character_has_one_simplified_form_that_is_not_folded_again() -> None:
    pairs = load_language().traditional.split()
    table = {pair[0]: pair[1] for pair in pairs}
    assert len(table) == len(pairs)
    assert not set(table) & set(table.values())


def test_every_unit_has_a_way_to_be_written() -> None:
    language = load_language()
    assert {unit.unit for unit in language.units} | set(language.before.values()) <= set(language.say)


def test_names_of_units_stand_as_folding_leaves_them() -> None:
    language = load_language()
    names = [name for unit in language.units for name in unit.names] + list(language.before)
    assert [name for name in names if Tokenizer(language).fold(name) != name] == []


# ---- records ----


def test_a_fact_is_found_in_either_language_and_by_its_figure() -> None:
    found = postings(make_digest((make_article(),), (make_fact(),)))
    for word in ("产值", "output", "重庆", "chongqing", "==2e10cny", "==2e10"):
        assert of_facts(found[word]) != "", word


def test_both_ends_of_a_range_find_a_fact() -> None:
    fact = make_fact(value=3, high=5, unit="%")
    assert {"==3%", "==5%"} <= set(postings(make_digest((make_article(),), (fact,))))


def test_a_figure_in_a_text_is_found_without_its_unit_too() -> None:
    assert {"=2e10cny", "=2e10"} <= set(postings(make_digest((make_article(),))))


def test_an_article_without_english_is_found_by_its_chinese() -> None:
    found = postings(make_digest((make_article(en=None),)))
    assert "产值" in found
    assert "output" not in found


def test_the_text_of_an_article_that_may_not_be_printed_is_not_in_the_index() -> None:
    for rights in ("quote", "closed"):
        found = postings(make_digest((make_article(rights=rights),)))
        assert "industry" not in found, rights
        assert "title" in found, rights


def test_the_quote_stands_in_for_english_labels_that_lack_but_not_where_the_article_is_closed() -> None:
    bare_labels = make_fact(metric=Bilingual("数"), subject=Bilingual("重庆"))
    assert "industry" in postings(make_digest((make_article(rights="quote"),), (bare_labels,)))
    assert "industry" not in postings(make_digest((make_article(rights="closed"),), (bare_labels,)))


def test_the_summary_of_a_closed_article_is_not_shown() -> None:
    article = make_article(rights="closed", en=None)
    closed = msgspec.structs.replace(article, zh=Text("x.zh.md", "标题", "提要", ()))
    shown = next(record.shown for record in records(make_digest((closed,))) if record.kind == "article")
    assert "提要" not in json.dumps(shown, ensure_ascii=False)


def test_a_place_has_a_record_only_where_it_has_a_page() -> None:
    place = Place("chengdu", "成都市", "Chengdu", Bilingual("成都", "Chengdu"), "city")
    body = Organisation("cetc", "中国电科", "CETC", Bilingual("中国电科", "CETC"), "company")
    topic = Topic("autos", Bilingual("汽车", "Autos"), Bilingual("…", "…"), {})
    lexicon = Lexicon((topic,), (place,), (body,), ())
    silent = make_digest((make_article(zh=("没有名字。",)),), lexicon=lexicon)
    naming = make_digest((make_article(zh=("成都来客。",)),), lexicon=lexicon)
    fact = make_fact(place=None, organisation="cetc")
    holding = make_digest((make_article(zh=("没有名字。",)),), (fact,), lexicon=lexicon)
    for digest, ids in ((silent, ["autos"]), (naming, ["autos", "chengdu"]), (holding, ["autos", "cetc"])):
        assert [record.shown[1] for record in records(digest) if record.kind == "entity"] == ids


def test_the_metric_of_a_fact_weighs_more_than_its_quote() -> None:
    by_metric = make_fact(id="b" * 10, metric=Bilingual("产值", "output"))
    by_quote = make_fact(id="a" * 10, metric=Bilingual("规模"), quote=Bilingual("没有", "No output told."))
    article = make_article(zh=("无。",), en=("None.",))
    (_, one), (_, other) = decode(of_facts(postings(make_digest((article,), (by_metric, by_quote)))["output"]))
    assert one > other


def test_facts_of_one_article_are_numbered_backwards_so_that_later_first_is_their_order() -> None:
    facts = (make_fact(id="a" * 10), make_fact(id="b" * 10))
    mentions = (Mention("a" * 10, 0, (8, 10)), Mention("b" * 10, 0, (1, 3)))
    digest = Digest((make_article(),), {fact.id: fact for fact in facts}, {"2025-04-24-test": mentions}, LEXICON)
    assert [record.shown[0] for record in records(digest) if record.kind == "fact"] == ["a" * 10, "b" * 10]


# ---- scripts ----


def test_the_same_digest_gives_the_same_bytes() -> None:
    articles = (make_article(stem="2025-04-25-b"), make_article(stem="2025-04-24-a"))
    facts = (make_fact(id="0" * 10, article="2025-04-24-a"), make_fact(id="1" * 10, article="2025-04-25-b"))
    once = list(index(make_digest(articles, facts)))
    assert once == list(index(make_digest(articles[::-1], facts[::-1])))


def test_a_newer_article_leaves_the_postings_before_it_as_they_were() -> None:
    old = make_article(stem="2025-04-24-a")
    fact = make_fact(article="2025-04-24-a")
    new = make_article(stem="2025-05-01-b", zh=("另外的话。",), en=("Something else.",))
    before = postings(make_digest((old,), (fact,)))
    after = postings(make_digest((new, old), (fact, make_fact(id="f" * 10, article="2025-05-01-b", value=1))))
    for word in ("=2e10cny", "output", "产值"):
        for then, now in zip(before[word].split("|"), after[word].split("|"), strict=True):
            assert not then or decode(now)[: len(decode(then))] == decode(then), word


def test_every_token_is_in_the_shard_that_its_hash_names() -> None:
    found = read(make_digest((make_article(),), (make_fact(),)))
    shards = found["manifest"]["shards"]
    cells = {name: cell for name, cell in found.items() if name.startswith("tokens/")}
    assert len(cells) == shards
    for name, cell in cells.items():
        assert {f"tokens/{hash_of(entry.split(' ')[0]) % shards}" for entry in cell.split(";")[1:-1]} <= {name}


def test_more_text_makes_more_shards_not_longer_ones() -> None:
    words = [f"w{number}x" for number in range(9000)]
    found = read(make_digest((make_article(zh=("文",), en=(" ".join(words),)),)))
    sizes = [len(json.dumps(cell)) for name, cell in found.items() if name.startswith("tokens/")]
    assert len(sizes) > 4
    assert max(sizes) < 40_000


def test_the_hash_is_fnv_1a_over_code_points() -> None:
    assert [hash_of(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]


def test_the_manifest_counts_the_records_and_names_what_they_show() -> None:
    found = read(make_digest((make_article(),), (make_fact(),)))
    manifest = found["manifest"]
    assert manifest["records"]["article"] == 1
    assert manifest["records"]["fact"] == 1
    assert manifest["shown"]["labels"] == {
        "article": ["publication", "topics"],
        "fact": ["metric", "subject", "period", "frame"],
    }


def test_a_digest_of_nothing_has_an_index_too() -> None:
    found = read(make_digest(lexicon=empty_lexicon()))
    assert found["manifest"]["records"] == {"entity": 0, "series": 0, "article": 0, "fact": 0}
    assert found["tokens/0"] == ";"


# ---- blocks ----


def test_an_article_is_packed_with_its_facts() -> None:
    facts = (make_fact(id="00000000ff"), make_fact(id="0" * 9 + "1", value=5, status="target", reviewed=True))
    block = read(make_digest((make_article(),), facts))["article/0"]
    ((stem, title, _, date, refs, ids, numbers),) = block["rows"]
    assert (stem, title, date) == ("2025-04-24-test", ["标题", "Title"], None)
    assert numerals(block["slots"]) == [0] * (len(block["labels"]) // 2)
    labels = [tuple(block["labels"][i : i + 2]) for i in range(0, len(block["labels"]), 2)]
    publication, topics, *rest = numerals(refs)
    assert labels[topics][0] == " ".join(make_article().topics)
    assert labels[publication][0] == make_article().source.publication
    assert [labels[place] for place in rest[:2]] == [
        ("汽车产业产值", "car industry output value"),
        ("重庆", "Chongqing"),
    ]
    assert labels[rest[3]] == ("|||亿元", "|RMB||billion")
    assert sorted(rest[8:]) == [2 * STATUSES.index("actual"), 2 * STATUSES.index("target") + 1]
    values = [0, 0]
    for i in range(2):
        for letter in ids[7 * i : 7 * i + 7]:
            values[i] = values[i] * len(LETTERS) + LETTERS.index(letter)
    assert sorted(values) == [1, 255]
    assert numbers.split("|")[:2] == ["200", "20"]


def test_ids_that_a_person_gave_are_told_as_they_are() -> None:
    facts = (make_fact(id="ours-1"), make_fact(id="0" * 10))
    ((*_, ids, _),) = read(make_digest((make_article(),), facts))["article/0"]["rows"]
    assert sorted(ids) == ["0" * 10, "ours-1"]


def test_a_label_told_in_many_blocks_stands_once_in_a_table() -> None:
    often, seldom = ("产值", "output"), ("只此一次", None)
    blocks = [Block(number, (often, seldom) if number == 3 else (often,), ()) for number in range(9)]
    held = slots(blocks)
    assert list(held) == [often]
    texts = table(held)
    assert len(texts) == 2 * SLOTS
    assert texts[2 * held[often] : 2 * held[often] + 2] == [*often]
    assert unfolded(blocks[3], held) == {
        "slots": numeral(held[often] + 1) + numeral(0),
        "labels": ["只此一次", None],
        "rows": (),
    }


def test_labels_told_seldom_move_no_label_told_often() -> None:
    often = [(f"常见{i}", f"often {i}") for i in range(100)]
    blocks = [Block(number, tuple(often), ()) for number in range(64)]
    seldom = [Block(number, tuple((f"少见{i}", None) for i in range(300)), ()) for number in range(64, 73)]
    before, after = slots(blocks), slots([*blocks, *seldom])
    assert {label: after[label] for label in before} == before
    assert len(set(after.values())) == len(after)


@given(st.integers(0, 10**7))
def test_a_numeral_gives_back_its_number(number: int) -> None:
    assert numerals(numeral(number)) == [number]


# ---- size ----


def test_a_common_token_lists_those_most_about_it_and_says_how_many_hold_it() -> None:
    entries = array("I", [number * STEPS + (9 if number % 4 == 0 else 2) for number in range(3 * MOST)])
    text = encode(entries)
    assert text.startswith(f"{3 * MOST}:")
    steps = Counter(step for _, step in decode(text))
    assert steps == {9: 3 * MOST // 4, 2: MOST - 3 * MOST // 4}


def test_of_records_equally_about_a_common_token_the_later_ones_are_kept() -> None:
    text = encode(array("I", [number * STEPS for number in range(MOST + 5)]))
    assert text.startswith(f"{MOST + 5}:")
    assert decode(text) == [(number, 0) for number in range(5, MOST + 5)]


@given(st.dictionaries(st.integers(0, 300_000), st.integers(0, STEPS - 1), min_size=1, max_size=60))
def test_a_list_gives_back_its_records_and_steps(held: dict[int, int]) -> None:
    entries = sorted(held.items())
    text = written([number * STEPS + step for number, step in entries])
    assert decode(text) == entries
    assert set(text) <= set(LETTERS)


def test_processes_write_the_same_lists() -> None:
    lists = [array("I", [STEPS * number, STEPS * (number + 2) + number % 5]) for number in range(5000)]
    with ThreadPoolExecutor(2) as executor:
        assert list(encode_all(lists, executor)) == list(encode_all(lists)) == [encode(each) for each in lists]


def test_processes_give_the_same_bytes() -> None:
    articles = tuple(make_article(stem=f"2025-04-{day:02}-{n}") for day in range(1, 29) for n in range(10))
    digest = make_digest(articles, (make_fact(article=articles[3].stem),))
    with ThreadPoolExecutor(2) as executor:
        assert list(index(digest, executor)) == list(index(digest))


def test_a_changed_sentence_rewrites_few_shards() -> None:
    def texts(zh: str) -> Mapping[str, str]:
        stems = [f"2025-04-{day:02}-a" for day in range(1, 29)]
        words = {
            stem: f"{stem[8:10]}号文字其一，" + "".join(chr(0x4E00 + 37 * i) for i in range(200)) for stem in stems
        }
        articles = [make_article(stem=stem, zh=(words[stem], zh if stem == stems[9] else "旧句")) for stem in stems]
        return dict(index(make_digest(tuple(articles))))

    before, after = texts("旧句"), texts("新句")
    written = [path for path in after if before.get(path) != after[path]]
    assert 0 < len(written) <= 4


def test_a_figure_more_in_an_old_article_leaves_the_numbers_of_other_articles_alone() -> None:
    articles = (make_article(stem="2025-04-24-a"), make_article(stem="2025-04-25-b"))
    other = make_fact(id="f" * 10, article="2025-04-25-b")
    one = make_digest(articles, (make_fact(id="a" * 10, article="2025-04-24-a"), other))
    two = make_digest(articles, (*one.facts.values(), make_fact(id="b" * 10, article="2025-04-24-a")))
    numbers = [{r.shown[0]: r.number for r in records(digest) if r.kind == "fact"} for digest in (one, two)]
    assert numbers[0]["f" * 10] == numbers[1]["f" * 10]


# ---- values, choices, names ----


def test_values_lie_in_drawers_three_to_a_power_of_ten() -> None:
    values = [Decimal(text) for text in ("1", "1.9", "2", "4.99", "5", "9", "10", "0.2", "0")]
    assert [drawer_of(number_of(value)) for value in values] == [0, 0, 1, 1, 2, 2, 3, -2, -999]


def test_a_drawer_holds_values_in_order_with_their_facts() -> None:
    facts = [make_fact(value=value) for value in ("1500000000", "1100000000", "1500000000")]
    (text,) = drawers(zip((0, 3, 40), facts, strict=True))["cny"].values()
    assert text == f"11e8:{written([3 * STEPS])};15e8:{written([0, 40 * STEPS])}"


def test_a_range_lies_where_each_of_its_ends_does_and_a_fall_nowhere() -> None:
    facts = [make_fact(value=3, high=5, unit="%"), make_fact(value=-12, unit="%")]
    assert drawers(enumerate(facts)) == {"%": {1: f"3:{written([0])}", 2: f"5:{written([0])}"}}


def test_the_address_of_a_unit_holds_letters_and_digits_only() -> None:
    assert [slug(unit) for unit in ("cny", "%", "bit/s", "")] == ["cny", "_25", "bit_2fs", "_"]


def test_a_fact_can_be_chosen_by_topic_place_year_and_status() -> None:
    fact = make_fact(period="2024", status="target", topics=("autos",), place="chongqing")
    found = read(make_digest((make_article(),), (fact,)))
    names = found["choices/names"]
    topics, places, years, statuses = (ord(column[0]) - 48 for column in found["choices/fact/0"])
    assert names["topics"][topics] == ["autos"]
    assert names["places"][places][0] == "chongqing"
    assert names["first"] + years == 2024
    assert names["statuses"][statuses] == "target"


def test_an_article_can_be_chosen_by_all_that_its_facts_speak_of() -> None:
    of = {"article": "2025-04-24-test"}
    one = make_fact(id="a" * 10, period="2024", status="target", place="chongqing", **of)
    other = make_fact(id="b" * 10, period="2019", status="actual", place="beibei", **of)
    silent = make_article(stem="2025-04-25-silent")
    found = read(make_digest((make_article(), silent), (one, other)))
    names = found["choices/names"]
    told = [[{ord(char) - 48 for char in row} for row in column.split("/")] for column in found["choices/article/0"]]
    assert {names["places"][place][0] for place in told[1][0]} == {"chongqing", "beibei"}
    assert {names["first"] + year for year in told[2][0]} == {2019, 2024, 2025}
    assert {names["statuses"][status] for status in told[3][0]} == {"target", "actual"}
    assert [column[1] for column in told[1:]] == [set(), {2025 - names["first"]}, set()]


def test_a_place_can_be_chosen_by_itself_and_a_firm_by_where_it_is() -> None:
    place = Place("chengdu", "成都市", "Chengdu", Bilingual("成都", "Chengdu"), "city")
    body = Organisation("firm", "成都公司", "Firm", Bilingual("成都公司", "Firm"), "company", place="chengdu")
    lexicon = Lexicon((), (place,), (body,), ())
    found = read(make_digest((make_article(zh=("成都和成都公司。",)),), lexicon=lexicon))
    assert found["choices/names"]["places"] == [["chengdu", "成都", "Chengdu"]]
    assert found["choices/entity/0"][1] == "0/0/"


def test_the_commonest_words_are_named_so_that_long_queries_can_do_without() -> None:
    articles = [make_article(stem=f"2025-04-{day:02}-a", zh=(f"工业{chr(0x5000 + day)}山",)) for day in range(1, 29)]
    common = read(make_digest(tuple(articles)))["manifest"]["common"].split(" ")
    assert "工业" in common
    assert f"业{chr(0x5001)}" not in common


def test_a_fact_without_a_period_is_of_the_year_it_was_told_in() -> None:
    found = read(make_digest((make_article(),), (make_fact(period=None),)))
    assert found["manifest"]["years"] == [2025]
    assert found["years/2025"] == {"article": written([0]), "fact": written([0])}


def test_pinyin_names_what_it_spells_so_that_all_that_tells_of_it_is_found() -> None:
    firm = Organisation("signify", "昕诺飞", "Signify", Bilingual("昕诺飞", "Signify"), "company")
    found = postings(make_digest((make_article(),), lexicon=Lexicon((), (), (firm,), ())))
    assert found["xinnuofei"] == "||||昕诺飞"


def test_names_that_sound_alike_are_both_spelt() -> None:
    places = tuple(Place(name, name, name, Bilingual(name, name), "province") for name in ("山西", "陕西"))
    found = postings(make_digest((make_article(),), lexicon=Lexicon((), places, (), ())))
    assert found["shanxi"] == "||||山西,陕西"


def test_of_two_labels_of_a_fact_that_hold_a_word_the_weightier_counts() -> None:
    twice = make_fact(id="a" * 10, metric=Bilingual("产值", "output"), subject=Bilingual("产值", "output"))
    once = make_fact(id="b" * 10, metric=Bilingual("产值", "output"), subject=Bilingual("重庆", "Chongqing"))
    held = decode(of_facts(postings(make_digest((make_article(),), (twice, once)))["output"]))
    assert [step for _, step in held] == [held[0][1]] * 2


def test_a_place_is_suggested_by_its_pinyin() -> None:
    place = Place("liangping", "梁平区", "Liangping District", Bilingual("梁平", "Liangping"), "district")
    lexicon = Lexicon((), (place,), (), ())
    found = read(make_digest((make_article(zh=("梁平。",)),), lexicon=lexicon))
    assert found["suggestions"] == [
        ["place", "liangping", "梁平", "Liangping", ["梁平区", "Liangping District", "liangping"], 0]
    ]


def test_a_name_has_every_reading_of_its_characters() -> None:
    pinyin = load_pinyin()
    assert pinyin.spell("赛力斯") == ("sailisi",)
    assert set(pinyin.spell("长安")) == {"changan", "zhangan"}
    assert pinyin.spell("AT&S") == ()


def test_a_series_is_found_by_what_it_measures_and_whose_it_is() -> None:
    facts = tuple(make_fact(id=f"{year}" + "0" * 6, period=str(year), value=year) for year in (2023, 2024))
    digest = msgspec.structs.replace(make_digest((make_article(),), facts), series=find_series(facts))
    record = next(each for each in records(digest) if each.kind == "series")
    shown = dict(zip(SHOWN["series"], record.shown, strict=True))
    assert (shown["facts"], shown["periods"][1]) == (2, "2023 – 2024")
    assert postings(digest)["output"].split("|")[2] != ""
