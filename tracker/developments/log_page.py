"""What the log form starts with: an address, a development, or what was typed before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from tracker.core import clock
from tracker.core.errors import NotFound
from tracker.developments import queries
from tracker.developments.choices import Attribution, Standing
from tracker.developments.forms import SOURCE_NAMES, LinkSubject, LogForm, MilestoneChoice, Typed
from tracker.developments.models import Development
from tracker.developments.services.resolve import find_recommendations

EMPTY_LINK: dict[str, Any] = {"effect": "", "strength": "", "rationale": "", "attribution": "unknown"}


def empty_link(name: str) -> dict[str, Any]:
    """Return a link editor's start for one recommendation."""
    return {**EMPTY_LINK, "recommendation": name, "meets": [], "unmeets": []}


def start(user: Any, address: QueryDict) -> Typed:
    """Return a new form: ``recommendation`` chooses links, ``like`` keeps another's sources and actors."""
    typed = Typed(plain={"standing": Standing.CONFIRMED.value})
    add_links(typed, address)
    if like := address.get("like"):
        try:
            model = queries.get_development(user, like)
        except NotFound:
            return typed
        rows = queries.with_rows(Development.objects.filter(pk=model.pk)).get()
        typed.sources, typed.actors = _sources(rows), _actors(rows)
    return typed


def add_links(typed: Typed, address: QueryDict) -> None:
    """Add an editor for each recommendation that the address names and none has yet (one query at most)."""
    there = {link["recommendation"] for link in typed.links}
    named = [name for name in dict.fromkeys(address.getlist("recommendation")) if name and name not in there]
    if named:
        typed.links += [empty_link(name) for name in find_recommendations(named)]


def of_development(development: Development) -> Typed:
    """Return the form as a development stands (five queries)."""
    rows = queries.with_rows(Development.objects.filter(pk=development.pk)).get()
    plain = {
        "title": rows.title,
        "date": rows.date,
        "summary": rows.summary,
        "kind": rows.kind,
        "standing": rows.standing,
        "version": str(rows.version),
    }
    return Typed(plain, _actors(rows), _sources(rows), _links(rows))


def _actors(rows: Development) -> list[str]:
    return [row.actor.key for row in rows.actor_rows.all()]


def _sources(rows: Development) -> list[dict[str, str]]:
    found = []
    for row in rows.source_rows.all():
        source = {name: getattr(row.source, name) for name in SOURCE_NAMES}
        # A draft's source may have its address alone, which stands in the title's place.
        found.append({**source, "title": "" if source["title"] == source["url"] else source["title"]})
    return found


def _links(rows: Any) -> list[dict[str, Any]]:
    meetings: dict[int, dict[bool, list[str]]] = {}
    for meeting in rows.live_meetings:
        both = meetings.setdefault(meeting.milestone.recommendation_id, {True: [], False: []})
        both[meeting.met].append(meeting.milestone.key)
    links = []
    for link in rows.live_links:
        recommendation = link.recommendation
        both = meetings.get(link.recommendation_id, {True: [], False: []})
        links.append(
            {
                "recommendation": f"{recommendation.document.key}/{recommendation.key}",
                "effect": link.effect_slug,
                "strength": link.strength_slug,
                "attribution": link.attribution or Attribution.UNKNOWN,
                "rationale": link.rationale,
                "meets": both[True],
                "unmeets": both[False],
            }
        )
    return links


def form_of(typed: Typed, development: Development | None = None) -> LogForm:
    """Return the form with its choices (four queries)."""
    subjects = _subjects((link["recommendation"] for link in typed.links), development)
    return LogForm(typed, queries.actor_choices(), subjects)


def _subjects(names: Iterable[str], development: Development | None) -> dict[str, LinkSubject]:
    found = find_recommendations(names)
    milestones = queries.milestones_met(
        (row.pk for row in found.values()), clock.today(), development.pk if development else None
    )
    return {
        name: LinkSubject(
            name,
            row.code,
            row.title,
            row.document.title,
            [MilestoneChoice(*each) for each in milestones.get(row.pk, [])],
            row.pk,
        )
        for name, row in found.items()
    }
