"""The list of developments: the finding sentence, the rows with what matched, the filters in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tracker.core.asof import AsOf
from tracker.developments import queries, search
from tracker.developments.models import Development, Link
from tracker.developments.search_words import Sought, sought, spans, words_of

SORTS = {
    "newest": ("-latest", "-earliest", "-key"),
    "oldest": ("latest", "earliest", "key"),
    "logged": ("-published_at", "-created_at", "-id"),
}
#: What the links carry of their development, so that another moment finds it as it was.
CARRIED = ("earliest", "latest", "standing")


def known_at(developments: QuerySet[Development], asof: AsOf) -> QuerySet[Development]:
    """Keep what was known at the moment asked and lies by the day asked.

    A development that was retracted since was known then; what a document began with is known at any
    moment before. At another moment ``then_earliest``, ``then_latest`` and ``then_standing`` are as its
    links carried them; its own where it had none. Titles are read as they stand today.
    """
    if asof.is_today:
        return developments
    if asof.known_at is None:
        return developments.filter(latest__lte=asof.day)
    links = Link.objects.filter(queries.known(asof.known_at), development=OuterRef("pk"))
    then = Q(published_at__lte=asof.known_at) & (Q(retracted_at=None) | Q(retracted_at__gt=asof.known_at))
    # Links that still stand carry what the development says itself: only what was replaced since can differ.
    newest = links.filter(retracted_at__isnull=False).order_by("-latest", "-id")
    carried = {name: Coalesce(Subquery(newest.values(name)[:1]), F(name)) for name in CARRIED}
    return developments.alias(
        then_earliest=carried["earliest"],
        then_latest=carried["latest"],
        then_standing=carried["standing"],
    ).filter(then | Exists(links), then_latest__lte=asof.day)


def sorting(sort: str, asof: AsOf) -> tuple[str, ...]:
    """Return the order of rows, by their days as they were known."""
    names = SORTS[sort]
    if asof.known_at is None:
        return names
    return tuple(name.replace("latest", "then_latest").replace("earliest", "then_earliest") for name in names)


@dataclass
class Row:
    """One development of the list, with what matched marked."""

    development: Any
    title: SafeString | str
    summary: SafeString | str = ""
    actors: list[tuple[Any, SafeString | str, SafeString | str]] = field(default_factory=list)
    source: Any = None
    source_title: SafeString | str = ""
    source_publisher: SafeString | str = ""
    more_sources: int = 0
    found_in: frozenset[str] = frozenset()
    #: As its links carry them, where another moment is asked.
    date: str = ""
    standing: str = ""
    moves: list[tuple[Any, list[str], list[str]]] = field(default_factory=list)


def rows(developments: Iterable[Any], text: str) -> list[Row]:
    """Return the list's rows; where something is sought, what matched is marked (one query)."""
    developments = list(developments)
    marker = Marker.of(text, developments) if text else None
    return [_row(development, marker) for development in developments]


class Marker:
    """Marks what was sought in texts, and remembers where it was found."""

    def __init__(self, what: Sought, stems: Mapping[str, str], wanted: frozenset[str]) -> None:
        self.what, self.stems, self.wanted = what, stems, wanted
        self.places: set[str] = set()

    @classmethod
    def of(cls, text: str, developments: Iterable[Any]) -> Marker:
        """Make one for all texts of these developments (one query for the words' stems)."""
        what = sought(text)
        words = words_of(text for each in developments for text in _texts(each))
        stems = search.stems(words | words_of([what.english]))
        wanted = frozenset(stems[word] for word in words_of([what.english]) if word in stems)
        return cls(what, stems, wanted)

    def mark(self, text: str, place: str) -> SafeString | str:
        """Return the text with what was sought in ``<mark>``, and note the place where it was."""
        found = spans(text, self.what, self.stems, self.wanted)
        if not found:
            return text
        self.places.add(place)
        parts, end = [], 0
        for span in found:
            parts += [(False, text[end : span.start]), (True, text[span])]
            end = span.stop
        parts.append((False, text[end:]))
        return format_html_join(
            "", "{}", ((format_html("<mark>{}</mark>", part) if marked else part,) for marked, part in parts)
        )


def _texts(development: Any) -> list[str]:
    texts = [development.title, development.summary]
    for row in development.source_rows.all():
        texts += [row.source.title, row.source.publisher]
    for row in development.actor_rows.all():
        texts += [row.actor.name, row.actor.own_name]
    return texts


def _row(development: Any, marker: Marker | None) -> Row:
    if marker is not None:
        marker.places = set()

    def mark(text: str, place: str) -> SafeString | str:
        return marker.mark(text, place) if marker else text

    row = Row(development, mark(development.title, "title"))
    row.date, row.standing = carried(development)
    summary = mark(development.summary, "summary")
    if marker is not None and "summary" in marker.places:
        row.summary = summary
    row.actors = [
        (each.actor, mark(each.actor.name, "name"), mark(each.actor.own_name, "own-name"))
        for each in development.actor_rows.all()
    ]
    sources = [
        (each.source, mark(each.source.title, "source"), mark(each.source.publisher, "publisher"))
        for each in development.source_rows.all()
    ]
    if sources:
        # The first source, or the first in which something was found.
        shown = next((each for each in sources if "<mark>" in f"{each[1]}{each[2]}"), sources[0])
        row.source, row.source_title, row.source_publisher = shown
        row.more_sources = len(sources) - 1
    row.found_in = frozenset(marker.places) if marker else frozenset()
    row.moves = moves(development)
    return row


def carried(development: Any) -> tuple[str, str]:
    """Return the date and standing that its links carry; its own where it has no link."""
    if not development.live_links:
        return development.date, development.standing
    link = development.live_links[0]
    if (link.earliest, link.latest) == (development.earliest, development.latest):
        return development.date, link.standing
    if link.earliest == link.latest:
        return link.latest.isoformat(), link.standing
    return f"{link.earliest.isoformat()}/{link.latest.isoformat()}", link.standing


def moves(development: Any) -> list[tuple[Any, list[str], list[str]]]:
    """Return each link that stands with the milestones it meets and un-meets."""
    both: dict[int, dict[bool, list[str]]] = {}
    for meeting in development.live_meetings:
        titles = both.setdefault(meeting.milestone.recommendation_id, {True: [], False: []})
        titles[meeting.met].append(meeting.milestone.title)
    empty: dict[bool, list[str]] = {True: [], False: []}
    return [
        (link, both.get(link.recommendation_id, empty)[True], both.get(link.recommendation_id, empty)[False])
        for link in development.live_links
    ]
