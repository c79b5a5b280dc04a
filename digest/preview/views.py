"""The changes as the page about them shows them, in one language: every word chosen, both languages of each value."""

from collections.abc import Iterator, Mapping, Sequence

from digest.model import LANGS, Article, Bilingual, Fact, Lang, Lexicon, Problem, Value
from digest.periods import say_period
from digest.preview.changes import Changes, ChartChange, PageChange, Side
from digest.preview.facts import FactChange
from digest.preview.texts import ArticleChange, ParagraphChange
from digest.preview.words import Piece, compare_words
from digest.quantities.notation import notation
from digest.render.strings import Strings, Words
from digest.render.views import CODES, Said

_Both = tuple[Said, Said]  # in the page's language and in the other


class Row(Value, frozen=True):
    """A change of one field of one figure. `old` or `new` is None where there is none."""

    kind: str
    label: Said
    note: str
    why: str = ""
    old: _Both | None = None
    new: _Both | None = None
    path: str = ""
    sentence: tuple[Piece, ...] = ()
    sentence_lang: str = ""


class Group(Value, frozen=True):
    """The changes of an article's figures."""

    title: Said
    note: str
    path: str
    rows: tuple[Row, ...]


class Paragraph(Value, frozen=True):
    """A paragraph that changed, and where it stands."""

    place: str
    lang: str
    pieces: tuple[Piece, ...]


class Rewritten(Value, frozen=True):
    """An article that changed, with its changed paragraphs."""

    kind: str
    title: Said
    note: str
    path: str
    paragraphs: tuple[Paragraph, ...]


class Told(Value, frozen=True):
    """A problem as `check` prints it."""

    place: str
    message: str
    hint: str
    error: bool


class Covered(Value, frozen=True):
    """A line of what is said in both languages."""

    label: str
    old: int
    new: int
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


class PreviewView(Value, frozen=True):
    """The page about the changes."""

    ref: str
    commit: str
    note: str
    tally: tuple[tuple[int, str], ...]
    problems: tuple[Told, ...]
    mended: tuple[Told, ...]
    groups: tuple[Group, ...]
    texts: tuple[Rewritten, ...]
    charts: tuple[ChartChange, ...]
    pages: tuple[tuple[str, tuple[PageChange, ...]], ...]
    coverage: tuple[Covered, ...]
    files: tuple[str, ...]


class Teller(Value, frozen=True):
    """Says values of facts in either language. `lexicons` are the newest first: what has gone still has a name."""

    strings: Mapping[Lang, Strings]
    lexicons: tuple[Lexicon, ...]

    def value(self, fact: Fact, field: str, lang: Lang) -> str:
        """What `field` of `fact` holds."""
        words = self.strings[lang].preview
        match field:
            case "figure":
                return notation(fact, lang).text
            case "wording":
                return fact.surface[lang]
            case "metric" | "subject":
                return (fact.metric if field == "metric" else fact.subject)[lang] or words["not_stated"]
            case "period":
                return say_period(fact.period, lang) or words["not_stated"]
            case "status":
                return self.strings[lang].status[fact.status]
            case "change":
                return words[f"change_{fact.change}"] if fact.change else words["not_stated"]
            case "place" | "organisation":
                return self.name(fact.place if field == "place" else fact.organisation, lang) or words["not_stated"]
            case "topics":
                return ("、" if lang == "zh" else ", ").join(self.name(topic, lang) for topic in fact.topics)
            case "article":
                return fact.article
            case _:
                return fact.quote[lang]

    def name(self, ident: str | None, lang: Lang) -> str:
        """The name of a topic, place or organisation."""
        for lexicon in self.lexicons:
            names: dict[str, Bilingual] = {topic.id: topic.name for topic in lexicon.topics}
            names |= {place.id: place.short for place in lexicon.places}
            names |= {body.id: body.short for body in lexicon.organisations}
            if ident in names:
                return names[ident][lang]
        return ident or ""


def view(
    changes: Changes, base: Side, head: Side, teller: Teller, lang: Lang, compared: tuple[str, str, str]
) -> PreviewView:
    """The page about `changes`; `compared` is the base's name, commit and what is to be known of it."""
    words = teller.strings[lang].preview
    return PreviewView(
        *compared,
        tally=tuple((changes.count(kind), words[kind]) for kind in ("added", "changed", "moved", "removed")),
        problems=tuple(map(_told, changes.new_problems)),
        mended=tuple(map(_told, changes.mended)),
        groups=tuple(_groups(changes, base, head, teller, lang)),
        texts=tuple(_rewritten(change, words, lang) for change in changes.articles),
        charts=tuple(chart for chart in changes.charts if chart.page.startswith(f"{lang}/")),
        pages=tuple(_pages(changes.pages, words, lang)),
        coverage=tuple(_coverage(changes, words)),
        files=changes.files,
    )


def _told(problem: Problem) -> Told:
    place = f"{problem.path}:{problem.line}: {problem.code}"
    return Told(place, problem.message, problem.hint or "", error=problem.severity == "error")


def _say(text: Bilingual, lang: Lang) -> Said:
    said, missing = text[lang], lang == "en" and text.en is None
    first = said.split(" ", 1)[0]
    said = said[:1].upper() + said[1:] if first.islower() else said  # but eVTOL
    return Said(said, CODES["zh"] if missing else None)


def _title(article: Article, lang: Lang) -> Said:
    return _say(Bilingual(article.zh.title, article.en.title if article.en else None), lang)


# ---- figures ----


def _groups(changes: Changes, base: Side, head: Side, teller: Teller, lang: Lang) -> Iterator[Group]:
    """The changes by the article they stand in: in the order of the site, those that have gone last."""
    words = teller.strings[lang].preview
    after = {article.stem: article for article in head.digest.articles}
    before = {article.stem: article for article in base.digest.articles}
    kinds = {change.article.stem: change.kind for change in changes.articles}
    grouped: dict[str, list[FactChange]] = {stem: [] for stem in (*after, *before)}
    for change in changes.facts:
        grouped[change.fact.article].append(change)
    for stem, own in grouped.items():
        if own:
            article = after.get(stem) or before[stem]
            kind = kinds.get(stem, "changed")
            note = article.date if kind == "changed" else words[f"article_{kind}"].format(date=article.date)
            path = f"{lang}/articles/{stem}.html" if stem in after else ""
            rows = tuple(row for change in own for row in _rows(change, head.reasons, teller, lang))
            yield Group(_title(article, lang), note, path, rows)


def _rows(change: FactChange, reasons: Mapping[str, str], teller: Teller, lang: Lang) -> Iterator[Row]:
    """A row a field that differs, the sentence under the last; a figure that came or went has one row."""
    fact, words = change.fact, teller.strings[lang].preview
    path = f"{lang}/articles/{fact.article}.html#f-{fact.id}" if change.new else ""
    note = _context(fact, lang)
    told: Lang = lang if all(each.quote.en for each in (change.old, change.new) if each) else "zh"
    sentence, code = _sentence(change, told), CODES[told]
    label = _say(fact.metric, lang)
    why = reasons.get(fact.id, "")
    fields = [field for field in change.fields if field != "sentence"]
    if change.kind in ("added", "removed"):
        fields = ["figure"]
    if not fields:
        yield Row(change.kind, label, note, words["reworded"], path=path, sentence=sentence, sentence_lang=code)
    for number, field in enumerate(fields, 1):
        last = number == len(fields)
        name = "" if field == "figure" else words[f"field_{field}"]
        yield Row(
            kind=change.kind,
            label=label,
            note=f"{name} · {note}" if name and note else name or note,
            why=why if last else "",
            old=None if change.old is None else _both(change.old, field, teller, lang),
            new=None if change.new is None else _both(change.new, field, teller, lang),
            path=path,
            sentence=sentence if last else (),
            sentence_lang=code,
        )


def _both(fact: Fact, field: str, teller: Teller, lang: Lang) -> _Both:
    other: Lang = "en" if lang == "zh" else "zh"
    return Said(teller.value(fact, field, lang), CODES[lang]), Said(teller.value(fact, field, other), CODES[other])


def _context(fact: Fact, lang: Lang) -> str:
    """Whose figure it is and when it holds."""
    period = say_period(fact.period, lang)
    return ("，" if lang == "zh" else ", ").join(filter(None, (fact.subject[lang], period)))


def _sentence(change: FactChange, lang: Lang) -> tuple[Piece, ...]:
    """The sentence that states the figure, with what changed in it."""
    new = change.new.quote[lang] if change.new else ""
    old = change.old.quote[lang] if change.old else ""
    if change.old is None or change.new is None or old == new:
        return (Piece("same", new or old),)
    return compare_words(old, new)


# ---- texts, pages, coverage ----


def _rewritten(change: ArticleChange, words: Words, lang: Lang) -> Rewritten:
    article = change.article
    notes = [article.stem if change.kind == "removed" or change.old is None else ""]
    if change.kind == "renamed" and change.old:
        notes = [f"{change.old.stem} → {article.stem}"]
    if change.english:
        notes.append(words[f"english_{change.english}"])
    if change.fields:
        notes.append(words["front"].format(fields=("、" if lang == "zh" else ", ").join(change.fields)))
    path = "" if change.new is None else f"{lang}/articles/{article.stem}.html"
    paragraphs = tuple(_paragraph(each, words) for each in _in_order(change.paragraphs, lang))
    return Rewritten(change.kind, _title(article, lang), " · ".join(filter(None, notes)), path, paragraphs)


def _in_order(paragraphs: Sequence[ParagraphChange], lang: Lang) -> Sequence[ParagraphChange]:
    """Each paragraph beside its twin, the page's language first."""
    head = {0: -2, -1: -1}
    return sorted(paragraphs, key=lambda each: (head.get(each.number, each.number), each.lang != lang))


def _paragraph(change: ParagraphChange, words: Words) -> Paragraph:
    place = {0: words["headline"], -1: words["summary"]}.get(change.number)
    return Paragraph(place or words["paragraph"].format(n=change.number), CODES[change.lang], change.pieces)


def _pages(pages: Sequence[PageChange], words: Words, lang: Lang) -> Iterator[tuple[str, tuple[PageChange, ...]]]:
    """The pages in this language by what happened to them; articles stand under texts already."""
    for kind in ("added", "changed", "removed"):
        own = tuple(page for page in pages if page.kind == kind and page.path.startswith(f"{lang}/"))
        if own:
            yield words[f"pages_{kind}"], own


def _coverage(changes: Changes, words: Words) -> Iterator[Covered]:
    covered = changes.coverage
    yield Covered(words["articles"], *covered.articles)
    before, after = (all_ - told for all_, told in zip(covered.articles, covered.english, strict=True))
    yield Covered(words["without_english"], before, after)
    yield Covered(words["without_term"], *covered.terms, covered.new_terms, covered.told_terms)


def teller(strings: Mapping[Lang, Strings], base: Side, head: Side) -> Teller:
    """Says what either side holds."""
    return Teller({lang: strings[lang] for lang in LANGS}, (head.digest.lexicon, base.digest.lexicon))
