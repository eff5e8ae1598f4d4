"""The list of developments: the finding sentence, the rows with what matched, the filters in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.words import counted, day_words, figures, join, number, opening
from tracker.developments import queries, search
from tracker.developments.choices import Standing, State
from tracker.developments.models import Development, Link
from tracker.developments.search_words import Sought, script_language, sought, spans, words_of

SORTS = {
    "newest": ("-latest", "-earliest", "-key"),
    "oldest": ("latest", "earliest", "key"),
    "logged": ("-published_at", "-created_at", "-id"),
}


def known_at(developments: QuerySet[Development], asof: AsOf) -> QuerySet[Development]:
    """Keep what was known at the moment asked and lies by the day asked.

    A development that was retracted since was known then; what a document began with is known at any
    moment before. Titles, dates and standings are read as they stand today.
    """
    if asof.is_today:
        return developments
    if asof.known_at is not None:
        links = Link.objects.filter(queries.known(asof.known_at), development=OuterRef("pk"))
        then = Q(published_at__lte=asof.known_at) & (Q(retracted_at=None) | Q(retracted_at__gt=asof.known_at))
        developments = developments.filter(then | Exists(links))
    return developments.filter(latest__lte=asof.day)


@dataclass(frozen=True)
class Counts:
    """How many developments were found, how many of them only reported, and how many links they carry."""

    found: int
    reported: int
    links: int
    of: int


def counts(found: QuerySet[Development], everything: QuerySet[Development]) -> Counts:
    """Count (three queries)."""
    totals = found.aggregate(all=Count("pk"), reported=Count("pk", filter=Q(standing=Standing.REPORTED)))
    links = Link.objects.filter(development__in=found.values("pk"), retracted_at=None).count()
    return Counts(totals["all"], totals["reported"], links, everything.count())


def state_counts(user: Any) -> dict[str, int]:
    """Count the developments of each state that the user may see (one query)."""
    rows = queries.visible_to(user).order_by().values_list("state").annotate(n=Count("pk"))
    return {**{state.value: 0 for state in State}, **dict(rows)}


def finding(tally: Counts, values: Mapping[str, Any], *, filtered: bool) -> SafeString:
    """Return the sentence that opens the list."""
    reported = _reported(tally)
    if not filtered:
        if not tally.found:
            return format_html("{}", _("No development is logged yet."))
        said = _("%(all)s logged%(reported)s.") % {
            "all": _("%s developments are") % opening(tally.found)
            if tally.found != 1
            else _("One development is"),
            "reported": reported,
        }
        return format_html("{}", said)
    if not tally.found:
        start = format_html(_("Of {}, none matches"), _developments(tally.of))
    else:
        verb = _("matches") if tally.found == 1 else _("match")
        start = format_html(_("Of {}, {} {}"), _developments(tally.of), number(tally.found), verb)
    text = values.get("q")
    sign = (
        format_html(" “{}”", in_script(text))
        if text
        else (" " + _("the filters") if not _period(values) else "")
    )
    return format_html("{}{}{}{}.", start, sign, _period(values), reported)


def in_script(text: str) -> SafeString | str:
    """Return the text, with its language where its script tells it."""
    language = script_language(text)
    return format_html('<span lang="{}">{}</span>', language, text) if language else text


def _developments(count: int) -> str:
    return f"{figures(count)} {_('development') if count == 1 else _('developments')}"


def _reported(tally: Counts) -> str:
    if not tally.reported:
        return ""
    if tally.found == 1:
        return _("; it is only reported")
    if tally.reported == 1:
        return _("; one is only reported")
    return _("; %s are only reported") % number(tally.reported)


def _period(values: Mapping[str, Any]) -> str:
    first, last = values.get("dated_from"), values.get("dated_to")
    if first and last:
        return _(" from %(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
    if first:
        return _(" since %s") % day_words(first)
    return _(" up to %s") % day_words(last) if last else ""


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


def lead(tally: Counts, shown: Iterable[Row]) -> str:
    """Return where what was sought was found, and how many links the developments carry."""
    places = {place for row in shown for place in row.found_in}
    words = {
        "title": _("a title"),
        "summary": _("a summary"),
        "source": _("a source’s title"),
        "publisher": _("a publisher’s name"),
        "name": _("an actor’s name"),
        "own-name": _("an actor’s own name"),
    }
    said = []
    if places:
        said.append(_("Found in %s.") % join(words[place] for place in words if place in places))
    if tally.found:
        carry = _("They carry") if tally.found > 1 else _("It carries")
        links = (
            counted(tally.links, _("link"), _("links"))
            if tally.links <= 12
            else f"{figures(tally.links)} " + _("links")
        )
        note = ""
        if tally.reported:
            note = (
                _("; those of the reported one are in no figure")
                if tally.reported == 1 and tally.found > 1
                else _("; those of reported ones are in no figure")
            )
        said.append(f"{carry} {links}{note}.")
    return " ".join(said)
