"""The map of the region: a square for each of its districts, drawn from a table of ours and no foreign geometry."""

from digest.render.figures import Desk, say
from digest.render.views import Tile

_LEVELS = (1, 4, 10, 25)  # from how many figures on a square is darker


def map_of(desk: Desk, ids: frozenset[str]) -> tuple[tuple[Tile | None, ...], ...]:
    """The rows of the map, empty where the lexicon has no `tiles.yml`. Only places among `ids` are linked to."""
    return tuple(tuple(_tile(desk, name, ids) if name else None for name in row) for row in desk.index.tiles)


def _tile(desk: Desk, name: str, ids: frozenset[str]) -> Tile | None:
    place = desk.index.places.get(name)
    if place is None:
        return None
    count = len(desk.index.facts_of_place.get(name, ()))
    return Tile(
        name=say(desk, place.short).text,
        path=desk.path(f"places/{name}.html") if name in ids else "",
        count=count,
        level=sum(count >= least for least in _LEVELS),
        note=desk.strings.counts["figures"].of(count),
    )
