"""By what results can be narrowed: topic, place, year and status of every record, as characters.

A column is as long as the block of records it tells of. A character is "0" plus a place in the lists of `names`: the
combinations of topics, the places, the years from the first, the statuses. A fact has one of each: a column is a
character a record, "/" where there is no record or nothing to tell. A record of a kind in `SEVERAL` has as many as its
figures have: those of a record stand together and "/" ends each. Columns pack well, since neighbours are alike.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from digest.model import Lexicon
from digest.search.lists import STEPS, written
from digest.search.records import KINDS, STATUSES, Facets, Kind

COLUMN = 2048
SEVERAL: tuple[Kind, ...] = ("entity", "series", "article")

_Row = tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
_NOTHING: _Row = ((), (), (), ())


class Choices:
    """The columns, filled record by record."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._places = {place.id: [place.id, place.short.zh, place.short.en] for place in lexicon.places}
        self._seen: dict[str, int] = {}
        self._topics: dict[tuple[str, ...], int] = {}
        self._known: dict[Facets, _Row] = {}
        self._rows: dict[Kind, list[_Row]] = {}

    def add(self, kind: Kind, number: int, facets: Facets) -> None:
        """Enter the record `number`."""
        rows = self._rows.setdefault(kind, [])
        rows.extend([_NOTHING] * (number - len(rows)))
        rows.append(self._known.get(facets) or self._row(facets))

    def _row(self, facets: Facets) -> _Row:
        topics = self._topics.setdefault(facets.topics, len(self._topics))
        places = tuple(self._seen.setdefault(each, len(self._seen)) for each in facets.places if each in self._places)
        row = ((topics,), places, facets.years, tuple(STATUSES.index(each) for each in facets.statuses))
        self._known[facets] = row
        return row

    def counts(self) -> Mapping[Kind, int]:
        """How many numbers the records of each kind have."""
        return {kind: len(self._rows.get(kind, ())) for kind in KINDS}

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
        bases = (0, 0, self._first(), 0)
        found: dict[str, Sequence[str]] = {}
        for kind, rows in self._rows.items():
            for start in range(0, len(rows), COLUMN):
                block = rows[start : start + COLUMN]
                cells = {row: _cells(row, bases, several=kind in SEVERAL) for row in set(block)}
                told = map(cells.__getitem__, block)
                found[f"{kind}/{start // COLUMN}"] = list(map("".join, zip(*told, strict=True)))
        return found

    def years(self) -> Mapping[int, Mapping[Kind, str]]:
        """The records of each year by kind, as postings write them: what a range of years needs of the columns."""
        found: dict[int, dict[Kind, list[int]]] = defaultdict(lambda: defaultdict(list))
        for kind, rows in self._rows.items():
            for number, row in enumerate(rows):
                for year in row[2]:
                    found[year][kind].append(number * STEPS)
        return {year: {kind: written(held) for kind, held in kinds.items()} for year, kinds in sorted(found.items())}

    def _first(self) -> int:
        return min((year for rows in self._rows.values() for row in rows for year in row[2]), default=0)


def _cells(row: _Row, bases: Sequence[int], *, several: bool) -> Sequence[str]:
    texts = ["".join([chr(48 + value - base) for value in values]) for values, base in zip(row, bases, strict=True)]
    return [text + "/" if several else text or "/" for text in texts]
