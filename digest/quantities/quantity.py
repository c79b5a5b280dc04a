"""One stated quantity, as either language's reader returns it."""

from decimal import Decimal

from digest.model import Qualifier, Span, Value


def plain(value: Decimal) -> Decimal:
    """`value` without trailing zeros or exponent, so that equal values are written alike."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


class Quantity(Value, frozen=True):
    """A quantity read in a text.

    `surface` is the number and its unit as written (`text[span]`); hedges outside it are in `qualifier`. `value` and
    `high` are in the base unit `unit` (SI, ISO 4217, %, pp, x, rank, count). `counter` is the unit or classifier as
    written. `words` says that the number is spelled out (三项, twelve); `vague` that no exact figure is meant (数十亿).
    """

    span: Span
    surface: str
    value: Decimal
    unit: str
    high: Decimal | None = None
    counter: str = ""
    qualifier: Qualifier = "="
    words: bool = False
    vague: bool = False
    grows: bool = False  # a multiple told as growth: 增长两倍 comes to three times
    rate: str | None = None  # what the quantity is counted per: 吨, 平方米, 年

    @property
    def start(self) -> int:
        """Where the surface begins."""
        return self.span[0]

    @property
    def end(self) -> int:
        """Where the surface ends."""
        return self.span[1]
