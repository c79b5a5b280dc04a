"""A figure read in a text with all that the text says of it."""

import msgspec

from digest.model import Change, Lang, Span, Status, Value
from digest.quantities.quantity import Quantity


class Reading(Value, frozen=True):
    """One stated figure. `quantity.span` and `sentence` are spans of the text it was read from."""

    lang: Lang
    quantity: Quantity
    sentence: Span
    quote: str
    metric: str
    subject: str | None
    status: Status
    topics: tuple[str, ...]
    period: str | None = None
    change: Change | None = None
    place: str | None = None
    organisation: str | None = None


def moved(reading: Reading, by: int) -> Reading:
    """The reading with its spans `by` characters further on."""
    span, sentence = reading.quantity.span, reading.sentence
    quantity = msgspec.structs.replace(reading.quantity, span=(span[0] + by, span[1] + by))
    return msgspec.structs.replace(reading, quantity=quantity, sentence=(sentence[0] + by, sentence[1] + by))
