"""Names of the lexicon in the English text, and names that the lexicon lacks."""

import pytest

from digest.model import Bilingual, Lexicon, Organisation, Place, Term
from digest.names import check_names
from tests.conftest import make_article

LEXICON = Lexicon(
    topics=(),
    places=(
        Place("chongqing", "重庆市", "Chongqing", Bilingual("重庆", "Chongqing"), "municipality", avoid=("Chungking",)),
        Place("nanan", "南岸区", "Nan’an District", Bilingual("南岸", "Nan’an"), "district", parent="chongqing"),
        Place("west", "西部地区", "Western China", Bilingual("西部", "western China"), "region"),
        Place("northeast", "东北地区", "Northeast China", Bilingual("东北", "northeast China"), "region"),
    ),
    organisations=(
        Organisation(
            "hub",
            "重庆枢纽港产业园",
            "Chongqing Hub Port Industrial Park",
            Bilingual("枢纽港产业园", "Hub Port Park"),
            "park",
            aliases={"en": ("Pivot Port",)},
        ),
        Organisation(
            "tax",
            "重庆市税务局",
            "Chongqing Municipal Tax Service",
            Bilingual("税务局", "tax service"),
            "government",
            avoid=("Tax Bureau",),
        ),
        Organisation(
            "zone",
            "两江—天府合作区",
            "Liangjiang–Tianfu Zone",
            Bilingual("两江天府合作区", "Liangjiang–Tianfu Zone"),
            "park",
        ),
    ),
    terms=(
        Term("增加值", "value added", avoid=("added value",)),
        Term("西部陆海新通道", "New International Land-Sea Trade Corridor"),
    ),
)


def _found(zh: str, en: str | None) -> list[tuple[str, str]]:
    article = make_article(zh=(zh,), en=None if en is None else (en,))
    return [(problem.code, problem.message) for problem in check_names([article], LEXICON, "chongqing")]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("重庆发展很快。", "Chongqing grows fast."),
        ("企业在南岸区。", "The firm is in Nan'an District."),
        ("企业在南岸。", "The firm is in NAN’AN."),
        ("企业入驻枢纽港产业园。", "The firm moved to the Pivot Port."),
        ("企业入驻重庆枢纽港产业园。", "The firm moved to the Industrial Park at the Hub Port of Chongqing."),
        ("两江天府合作区成立。", "The Liangjiang-Tianfu Zone was founded."),
        ("西部的企业", "firms in the west"),
        ("西部地区和东北地区的企业", "firms in western and north-eastern regions"),
        ("西部陆海新通道通车。", "The New International Land-Sea Trade Corridor opened."),
        ("税务局说", "the Chongqing Municipal Tax Service said"),
        ("工业增加值增长。", "Industrial value added grew."),
        ("他说", "added value"),
    ],
)
def test_a_name_in_any_form_of_the_lexicon_is_right(zh: str, en: str) -> None:
    assert _found(zh, en) == []


def test_a_form_to_avoid_is_an_error_with_the_right_form() -> None:
    wrong = [("wrong-name", "重庆 is Chongqing; the English says Chungking")]
    assert _found("重庆发展很快。", "Chungking grows fast.") == wrong


def test_a_term_to_avoid_is_an_error_only_where_the_chinese_has_the_term() -> None:
    wrong = [("wrong-name", "增加值 is value added; the English says Added value")]
    assert _found("增加值增长。", "Added value grew.") == wrong


def test_a_form_to_avoid_within_a_right_form_is_right() -> None:
    body = Organisation(
        "b", "税务总局", "State Tax Bureau", Bilingual("总局", "State Tax Bureau"), "government", avoid=("Tax Bureau",)
    )
    lexicon = Lexicon((), (), (body,), ())
    article = make_article(zh=("税务总局说",), en=("The State Tax Bureau said",))
    assert list(check_names([article], lexicon, "chongqing")) == []


def test_a_name_that_the_english_never_gives_is_a_warning() -> None:
    assert [code for code, _ in _found("企业在南岸区。", "The firm is in Nanping.")] == ["name-differs"]


def test_after_its_first_mention_a_name_may_be_a_pronoun() -> None:
    article = make_article(zh=("南岸区很大。", "南岸区发展快。"), en=("Nan’an District is large.", "It grows fast."))
    assert list(check_names([article], LEXICON, "chongqing")) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("北碚精密机械有限公司生产汽车芯片。", "北碚精密机械有限公司"),
        ("昨天，记者走进江北光电研究院。", "江北光电研究院"),
        ("合作方是永川理工大学。", "永川理工大学"),
        ("爱思开（重庆）有限公司投产。", "爱思开（重庆）有限公司"),
    ],
)
def test_an_institution_that_the_lexicon_lacks_is_noted(text: str, name: str) -> None:
    assert _found(text, None) == [("unknown-name", f"{name} is not in the lexicon")]


@pytest.mark.parametrize(
    "text",
    [
        "这家公司投产。",
        "3家研究所搬迁。",
        "多家上市公司入驻。",
        "重庆枢纽港产业园开工。",
        "加快建设智慧医院。",
        "国家级重点实验室落户。",
        "该产业园区投用。",
    ],
)
def test_a_kind_of_institution_is_no_name(text: str) -> None:
    assert _found(text, None) == []
