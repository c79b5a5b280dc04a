"""Pictures that others show beside a link: for the site, each topic and each edition, in both languages."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor

import jinja2

from digest.charts import key_of, paint
from digest.config import Config
from digest.model import Fact, Lang, Value
from digest.render.choice import key_facts
from digest.render.editions import counts, edition_link, facts_of
from digest.render.figures import Desk, say, say_twin, show_fact
from digest.render.templates import fill
from digest.render.views import Figure, Said


class Card(Value, frozen=True):
    """What a picture shows."""

    topic: str
    title: Said
    twin: Said
    note: str
    figure: Figure | None


def card_files(
    config: Config,
    desks: Mapping[Lang, Desk],
    environments: Mapping[Lang, jinja2.Environment],
    executor: Executor | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Every picture as (site path, PNG)."""
    drawings = {
        f"cards/{lang}/{name}.png": fill(environments[lang], "card", config.templates, view=card)
        for lang, desk in desks.items()
        for name, card in _cards(desk)
    }
    painted = paint(drawings.values(), config.cache / "cards.sqlite3", executor)
    for name, drawing in drawings.items():
        yield name, painted[key_of(drawing)]


def _cards(desk: Desk) -> Iterator[tuple[str, Card]]:
    index, names, counted = desk.index, desk.settings.name, desk.strings.counts
    facts = index.facts
    comma = "，" if desk.lang == "zh" else ", "
    total = comma.join((counted["articles"].of(len(index.articles)), counted["figures"].of(len(facts))))
    yield "home", Card("", Said(names[desk.lang]), Said(names[desk.other]), total, _figure(desk, facts))
    for topic in index.topics.values():
        own = index.facts_of_topic.get(topic.id, ())
        note = counted["figures"].of(len(own))
        yield topic.id, Card(topic.id, say(desk, topic.name), say_twin(desk, topic.name), note, _figure(desk, own))
    for month, articles in index.months.items():
        own = facts_of(desk, articles)
        note = comma.join(counts(desk, articles, own))
        yield f"edition-{month}", Card("", edition_link(desk, month).said, Said(""), note, _figure(desk, own))


def _figure(desk: Desk, facts: tuple[Fact, ...]) -> Figure | None:
    return next((show_fact(desk, fact) for fact in key_facts(facts, 1, desk.index.told)), None)
