"""Public holidays that Chinese texts tell of: “五一”假期, 春节8天, 国庆、中秋假期."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def _table() -> tuple[dict[str, str], dict[str, list[str]]]:
    raw = yaml.load(files("digest.periods").joinpath("holidays.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return raw["names"], raw["days"]


def holiday_pattern() -> str:
    """A pattern of a holiday in a text, its name in the group `holiday`, or of 假期 for the one named before."""
    names = "|".join(sorted(_table()[0], key=lambda name: (-len(name), name)))
    name = f'[“"]?(?:{names})[”"]?'
    rest = r"(?:假期|假日|小长假|长假|黄金周|期间|(?=\d{1,2}天))(?:期间)?"
    again = r"(?P<again>假期里?|假日期间|节日期间|展会期间|会议期间|活动期间|展期内)"
    return rf"(?<!受)(?:(?P<holiday>{name})(?:[、和暨]{name})?{rest}|{again})(?!影响|因素|错[月位]|经济|[前后])"


def holiday(name: str, year: int) -> str | None:
    """The days of a holiday in a year, as a period; None where they are not known."""
    names, days = _table()
    return next((span for span in days[names[name.strip('“”"')]] if span.rpartition("/")[2][:4] == str(year)), None)
