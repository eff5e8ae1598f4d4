"""What the log form starts with: an address, a development, or what was typed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from tracker.core import clock
from tracker.core.errors import NotFound
from tracker.developments import queries
from tracker.developments.choices import Attribution, Standing
from tracker.developments.forms import LinkSubject, LogForm, MilestoneChoice, Typed
from tracker.developments.models import Development, Link
from tracker.developments.services.resolve import find_recommendations
from tracker.documents.models import Recommendation

EMPTY_LINK: dict[str, Any] = {"effect": "", "strength": "", "rationale": "", "attribution": "unknown"}


def empty_link(name: str) -> dict[str, Any]:
    """Return a link editor's start for one recommendation."""
    return {**EMPTY_LINK, "recommendation": name, "meets": [], "unmeets": []}


@dataclass
class Start:
    """What the form starts with, and the recommendations that are known of already."""

    typed: Typed
    known: dict[str, Recommendation] = field(default_factory=dict)
    #: What the address named as recommendations and are none.
    unknown: list[str] = field(default_factory=list)

    def add_links(self, address: QueryDict) -> None:
        """Add an editor for each recommendation that the address names; one query, none for none."""
        there = {link["recommendation"] for link in self.typed.links}
        named = [name for name in dict.fromkeys(address.getlist("recommendation")) if name not in there]
        if any(named):
            found = find_recommendations(named)
            self.typed.links += [empty_link(name) for name in found]
            self.known |= found
            self.unknown = [name for name in named if name not in found]


def start(user: Any, address: QueryDict) -> Start:
    """Return a new form: ``recommendation`` chooses links, ``like`` keeps another's sources and actors."""
    new = Start(Typed(plain={"standing": Standing.CONFIRMED.value}))
    new.add_links(address)
    if like := address.get("like"):
        try:
            model = queries.for_form(user, like)
        except NotFound:
            return new
        new.typed.sources, new.typed.actors = _sources(model), model.actor_keys
    return new


def of_development(development: Any) -> Start:
    """Return the form as a development stands; it comes from ``queries.for_form``."""
    plain = {name: getattr(development, name) for name in ("title", "date", "summary", "kind", "standing")}
    plain["version"] = str(development.version)
    typed = Typed(plain, development.actor_keys, _sources(development), _links(development))
    return Start(typed, {_name(link): link.recommendation for link in development.live_links})


def _name(link: Link) -> str:
    return f"{link.recommendation.document.key}/{link.recommendation.key}"


def _sources(development: Any) -> list[dict[str, str]]:
    # A draft's source may have its address alone, which stands in the title's place.
    return [
        {**source, "title": "" if source["title"] == source["url"] else source["title"]}
        for source in development.given_sources
    ]


def _links(rows: Any) -> list[dict[str, Any]]:
    meetings: dict[int, dict[bool, list[str]]] = {}
    for meeting in rows.live_meetings:
        both = meetings.setdefault(meeting.milestone.recommendation_id, {True: [], False: []})
        both[meeting.met].append(meeting.milestone.key)
    links = []
    for link in rows.live_links:
        both = meetings.get(link.recommendation_id, {True: [], False: []})
        links.append(
            {
                "recommendation": _name(link),
                "effect": link.effect_slug,
                "strength": link.strength_slug,
                "attribution": link.attribution or Attribution.UNKNOWN,
                "rationale": link.rationale,
                "meets": both[True],
                "unmeets": both[False],
            }
        )
    return links


def form_of(
    typed: Typed,
    development: Development | None = None,
    known: Mapping[str, Recommendation] | None = None,
) -> LogForm:
    """Return the form with its choices (four queries at most, one less where all links are ``known``)."""
    subjects = _subjects([link["recommendation"] for link in typed.links], development, known or {})
    return LogForm(typed, queries.actor_choices(), subjects)


def _subjects(
    names: list[str], development: Development | None, known: Mapping[str, Recommendation]
) -> dict[str, LinkSubject]:
    if not names:
        return {}
    found = known if all(name in known for name in names) else find_recommendations(names)
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
