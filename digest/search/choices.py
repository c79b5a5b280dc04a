"""By what results can be narrowed: topic, place, year and status of every record, a character each.

A column is as long as the block of records it tells of. A character is "0" plus a place in the lists of `names`: the
combinations of topics, the places (0 for none), the years from the first, the statuses (0 for none); "/" stands where
there is no record. Columns pack well, since neighbours are of one article.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from digest.model import Lexicon, Status
from digest.search.postings import STEPS, written
from digest.search.records import Facets, Kind

COLUMN = 4096
STATUSES: tuple[str, ...] = get_args(Status)


class Choices:
    """The columns, filled record by record."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._places = {place.id: [place.id, place.short.zh, place.short.en] for place in lexicon.places}
        self._seen: dict[str, int] = {}
        self._topics: dict[tuple[str, ...], int] = {}
        self._rows: dict[Kind, list[tuple[int, int, int, int] | None]] = {}

    def add(self, kind: Kind, number: int, facets: Facets) -> None:
        """Enter the record `number`."""
        rows = self._rows.setdefault(kind, [])
        rows.extend([None] * (number - len(rows)))
        topics = self._topics.setdefault(facets.topics, len(self._topics))
        place = self._seen.setdefault(facets.place, len(self._seen) + 1) if facets.place in self._places else 0
        status = STATUSES.index(facets.status) + 1 if facets.status else 0
        rows.append((topics, place, facets.year, status))

    def names(self) -> Mapping[str, Any]:
        """What the characters mean."""
        return {
            "topics": list(self._topics),
            "places": [self._places[each] for each in self._seen],
            "first": self._first(),
            "statuses": STATUSES,
        }

    def columns(self) -> Mapping[str, Sequence[str]]:
        """The columns for topics, places, years and statuses, by `<kind>/<block>`."""
        first = self._first()
        found: dict[str, Sequence[str]] = {}
        for kind, rows in self._rows.items():
            for start in range(0, len(rows), COLUMN):
                block = rows[start : start + COLUMN]
                based = [row and (row[0], row[1], row[2] - first, row[3]) for row in block]
                found[f"{kind}/{start // COLUMN}"] = [
                    "".join("/" if row is None else chr(48 + row[i]) for row in based) for i in range(4)
                ]
        return found

    def years(self) -> Mapping[int, Mapping[Kind, str]]:
        """The records of each year by kind, as postings write them: what a range of years needs of the columns."""
        found: dict[int, dict[Kind, list[int]]] = defaultdict(lambda: defaultdict(list))
        for kind, rows in self._rows.items():
            for number, row in enumerate(rows):
                if row is not None:
                    found[row[2]][kind].append(number * STEPS)
        return {year: {kind: written(held) for kind, held in kinds.items()} for year, kinds in sorted(found.items())}

    def _first(self) -> int:
        years = (row[2] for rows in self._rows.values() for row in rows if row is not None)
        return min(years, default=0)
