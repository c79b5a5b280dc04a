"""The names of places and organisations: those that texts use, and pinyin as people type it."""

from collections.abc import Mapping, Sequence

from digest.model import LANGS, Lexicon, Organisation, Place
from digest.search.pinyin import load_pinyin


def forms(entity: Place | Organisation) -> tuple[str, ...]:
    """Every name of a place or organisation in both languages."""
    aliases = (alias for lang in LANGS for alias in entity.aliases.get(lang, ()))
    short = (said for said in (entity.short.zh, entity.short.en) if said is not None)
    return tuple(dict.fromkeys((entity.zh, entity.en, *short, *aliases)))


def names_of_facts(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """The forms of each place and organisation, by `place/<id>` or `organisation/<id>`."""
    return {f"place/{each.id}": forms(each) for each in lexicon.places} | {
        f"organisation/{each.id}": forms(each) for each in lexicon.organisations
    }


def spellings(lexicon: Lexicon) -> Mapping[str, str]:
    """The Chinese short names by their pinyin: xinnuofei → 昕诺飞; those that sound alike have a comma in between."""
    found: dict[str, list[str]] = {}
    entities: Sequence[Place | Organisation] = (*lexicon.places, *lexicon.organisations)
    for name in dict.fromkeys(each.short.zh for each in entities):
        for pinyin in load_pinyin().spell(name):
            found.setdefault(pinyin, []).append(name)
    return {pinyin: ",".join(spelt) for pinyin, spelt in found.items()}
