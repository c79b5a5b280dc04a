"""The pages of places and organisations."""

from collections.abc import Iterator, Mapping

from digest.model import Bilingual, Fact, Organisation
from digest.render.changes import show_key
from digest.render.choice import key_facts
from digest.render.figures import Desk, link_entity, say_twin, show_articles, show_table
from digest.render.index import Entity, Index
from digest.render.page import LISTED, make_page
from digest.render.plots import charts_of
from digest.render.promises import axis_of, promises_of, show_vows
from digest.render.views import EntityView, Link, Page

_KEY, _CHARTS, _VOWS = 3, 2, 3


def pages_of(index: Index) -> frozenset[str]:
    """The ids of the places and organisations that have a page: those with facts, or named in an article."""
    return frozenset({*index.facts_of_place, *index.facts_of_organisation, *index.articles_naming})


def entity(desk: Desk, entity: Entity, ids: frozenset[str]) -> tuple[Page, EntityView]:
    """All about one place or organisation. Only those among `ids` are linked to.

    Where there are few figures, their table is as short as any choice among them.
    """
    index, strings = desk.index, desk.strings
    kind = "organisations" if isinstance(entity, Organisation) else "places"
    facts = _facts_of(index, entity)
    articles = index.articles_naming.get(entity.id, ())
    promises = promises_of(desk, facts, _VOWS)
    name = Bilingual(entity.zh, entity.en)
    counts = (strings.counts["figures"].of(len(facts)), strings.counts["articles"].of(len(articles)))
    view = EntityView(
        name=name[desk.lang],
        twin=say_twin(desk, name),
        kind=strings.kinds[entity.kind].one if entity.kind in strings.kinds else entity.kind,
        within=tuple(_within(desk, entity, ids)),
        within_word=strings.entity["based" if isinstance(entity, Organisation) else "within"],
        counts=counts,
        key=show_key(desk, key_facts(facts, _KEY, index.told)) if len(facts) >= 2 * _KEY else (),
        charts=charts_of(desk, facts, _CHARTS),
        vows=show_vows(desk, promises),
        axis=axis_of(desk, promises),
        table=show_table(desk, facts),
        articles=show_articles(desk, articles[:LISTED]),
        more=len(articles) > LISTED,
        inside=tuple(_inside(desk, entity, index.places, "places", ids)),
        bodies=tuple(_inside(desk, entity, index.organisations, "organisations", ids)),
    )
    description = strings.entity["description"].format(name=view.name, figures=counts[0], articles=counts[1])
    return make_page(desk, "lists", f"{kind}/{entity.id}.html", view.name, description), view


def _facts_of(index: Index, entity: Entity) -> tuple[Fact, ...]:
    facts = index.facts_of_organisation if isinstance(entity, Organisation) else index.facts_of_place
    return facts.get(entity.id, ())


def _parent(entity: Entity) -> str | None:
    return entity.place if isinstance(entity, Organisation) else entity.parent


def _within(desk: Desk, entity: Entity, ids: frozenset[str]) -> Iterator[Link]:
    place = desk.index.places.get(_parent(entity) or "")
    while place is not None:
        if place.id in ids:
            yield link_entity(desk, place, "places")
        place = desk.index.places.get(place.parent or "")


def _inside(
    desk: Desk, entity: Entity, entities: Mapping[str, Entity], kind: str, ids: frozenset[str]
) -> Iterator[Link]:
    if isinstance(entity, Organisation):
        return
    for each in entities.values():
        if _parent(each) == entity.id and each.id in ids:
            yield link_entity(desk, each, kind)
