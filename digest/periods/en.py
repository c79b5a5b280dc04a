"""Time expressions of English text, resolved against the article's date."""

import re

from digest.periods.period import MONTH_EN, MONTHS, Kind, Period, months_back

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_BEGINS = r"(?=\d|(?<![A-Za-z])[JFMASONDHQtfslnibouadc])"  # what all that follows begins with
_EN = re.compile(
    rf"{_BEGINS}(?:(?P<dmy>\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: ?[-–] ?| to | and ))?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{MONTH_EN})(?:,? (?P<y>(?:19|20)\d{{2}}))?)"
    rf"|(?P<mdy>\b(?P<m2>{MONTH_EN}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?\d{{1,2}})?(?!\d)(?:,? (?P<y2>(?:19|20)\d{{2}}))?)"
    rf"|(?P<my>\b(?P<m3>{MONTH_EN}),? (?P<y3>(?:19|20)\d{{2}}))"
    r"|(?P<plan>\b(?P<n>1[1-6])th Five-Year Plan(?: period)?(?: \((?:19|20)\d{2}[-–—](?:19|20)?\d{2}\))?)"
    r"|(?P<half>\b(?:(?:the )?(?P<ho>first|second) half of (?P<hy>(?:19|20)\d{2}|(?:this|the|last) year)|H(?P<hn>[12]) (?P<hy2>(?:19|20)\d{2})))"
    r"|(?P<quarter>\b(?:(?:the )?(?P<qo>first|second|third|fourth) quarter(?: of (?P<qy>(?:19|20)\d{2}|(?:this|the|last) year))?|Q(?P<qn>[1-4]) (?P<qy2>(?:19|20)\d{2})))"
    r"|(?P<nine>\b(?:the )?first (?:nine months|three quarters)(?: of (?P<ny>(?:19|20)\d{2}|(?:this|the|last) year))?)"
    r"|(?P<years>(?<![\d.,$£€])(?P<a>(?:19|20)\d{2}) ?[-–—/] ?(?P<b>(?:19|20)\d{2}|\d{2})(?![\d.,]\d|%))"
    r"|(?P<word>\b(?:this|last|next) (?:year|month))"
    r"|(?P<year>(?<![\d.,$£€])(?:19|20)\d{2}(?:s\b)?(?![\d%]|[.,]\d| ?(?:million|billion|vehicles|firms|units|people|MW|km)))"
    rf"|(?P<month>\b(?:in|since|by|of|until|through|during) (?P<m4>{MONTH_EN})(?![a-z])(?!,? (?:19|20)\d{{2}}))"
    r"|(?P<decade>\b(?:19|20)\d0s\b)"
    r"|(?P<now>\b(?:currently|at present|now|so far|to date|already)\b))"
)


def find_en(text: str, today: str) -> tuple[Period, ...]:
    """The time expressions of an English text, in order; `today` is the article's date."""
    out: list[Period] = []
    context = int(today[:4])
    for match in _EN.finditer(text):
        group = match.groupdict()
        period = _english(group, today, context)
        before = text[max(0, match.start() - 8) : match.start()]
        kind: Kind = (
            "now"
            if group["now"]
            else "due"
            if re.search(r"\b(?:by|until) $", before) and (period or "")[:4] >= today[:4]
            else "stated"
        )
        if period and kind != "now":
            context = int(period[:4])
        out.append(Period(match.span(), period, kind))
    return tuple(out)


def _english(group: dict[str, str | None], today: str, context: int) -> str | None:
    """The period of an English time expression, or None; `context` is the year last spoken of."""
    day = _date(group, context)
    if day:
        return day
    if group["plan"]:
        start = 1956 + (int(group["n"] or 0) - 1) * 5
        return f"{start}/{start + 4}"
    if group["half"]:
        year = _year(group["hy"] or group["hy2"], today, context)
        return f"{year}-H{group['hn'] or _ORDINALS[group['ho'] or 'first']}"
    if group["quarter"]:
        year = _year(group["qy"] or group["qy2"], today, context)
        return f"{year}-Q{group['qn'] or _ORDINALS[group['qo'] or 'first']}"
    if group["nine"]:
        year = _year(group["ny"], today, context)
        return f"{year}-Q1/{year}-Q3"
    if group["years"]:
        first, last = group["a"] or "", group["b"] or ""
        return f"{first}/{first[:2] + last if len(last) == 2 else last}"
    if group["word"]:
        if group["word"].endswith("month"):
            return months_back(today, 1 if group["word"].startswith("last") else 0)
        return str(int(today[:4]) + {"this": 0, "last": -1, "next": 1}[group["word"].split()[0]])
    if group["year"]:
        return None if group["year"].endswith("s") else group["year"][:4]
    return today[:7] if group["now"] else None


def _date(group: dict[str, str | None], context: int) -> str | None:
    """The day or month that an expression names, or None."""
    for day, month, year in (("d", "m", "y"), ("d2", "m2", "y2")):
        if group[day]:
            return f"{group[year] or context}-{_month(group[month]):02d}-{int(group[day] or 0):02d}"
    if group["my"]:
        return f"{group['y3']}-{_month(group['m3']):02d}"
    return f"{context}-{_month(group['m4']):02d}" if group["month"] else None


def _year(text: str | None, today: str, context: int) -> int:
    """The year of 2021, this year, last year; the year last spoken of where none is said."""
    if not text:
        return context
    return int(text) if text.isdigit() else int(today[:4]) - text.startswith("last")


def _month(name: str | None) -> int:
    return next(n for n, full in enumerate(MONTHS, 1) if full.startswith((name or "").rstrip(".")[:3]))
