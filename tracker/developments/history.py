"""A development's history in words: who changed what, when and why, from the recorded events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from tracker.core import dates
from tracker.core.words import counted, date_words, join
from tracker.developments.choices import Attribution, Effect, Kind, Standing, State, Strength
from tracker.developments.models import Development
from tracker.documents.models import Actor, Milestone, Recommendation, Source


@dataclass
class Entry:
    """What one person did in one go."""

    at: dt.datetime
    who: str
    reason: str = ""
    changes: list[str] = field(default_factory=list)


def of_development(development: Development) -> list[Entry]:
    """Return the entries, newest first (ten queries, any number of changes)."""
    events = {
        "development": _events("DevelopmentEvent", pgh_obj_id=development.pk),
        "link": _events("LinkEvent", development_id=development.pk),
        "meeting": _events("MeetingEvent", development_id=development.pk),
        "source": _events("DevelopmentSourceEvent", development_id=development.pk),
        "actor": _events("DevelopmentActorEvent", development_id=development.pk),
    }
    names = _Names(events)
    entries: dict[_Occasion, Entry] = {}
    for kind, describe in (
        ("development", _Rows(_own_changes)),
        ("link", _Rows(names.link_changes)),
        ("meeting", _Rows(names.meeting_changes)),
        ("source", _Rows(names.source_changes)),
        ("actor", _Rows(names.actor_changes)),
    ):
        for event in events[kind]:
            entry = entries.setdefault(_occasion(event), Entry(event.pgh_created_at, names.person(event)))
            entry.reason = entry.reason or _metadata(event).get("reason", "")
            entry.changes += describe(event)
    if events["development"]:
        first = _occasion(events["development"][0])
        entries[first].changes = [_begun(events, first)]
    return sorted((each for each in entries.values() if each.changes), key=lambda each: each.at, reverse=True)


def _events(model: str, **of: int) -> list[Any]:
    manager: Any = apps.get_model("developments", model)._default_manager
    return list(manager.filter(**of).select_related("pgh_context").order_by("pgh_id"))


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


class _Rows:
    """Hands each event with the one before it of the same row to a function that tells the difference."""

    def __init__(self, describe: Any) -> None:
        self.describe = describe
        self.before: dict[int, Any] = {}

    def __call__(self, event: Any) -> list[str]:
        before = self.before.get(event.pgh_obj_id)
        self.before[event.pgh_obj_id] = event
        said: list[str] = self.describe(before, event)
        return said


#: One request, command or task, in one transaction.
_Occasion = tuple[dt.datetime, Any]


def _occasion(event: Any) -> _Occasion:
    return event.pgh_created_at, event.pgh_context_id


def _begun(events: dict[str, list[Any]], occasion: _Occasion) -> str:
    """Say with what a development began: what it says itself stands on its page, or changed since."""
    first = events["development"][0]
    counts = [
        counted(len({event.pgh_obj_id for event in events[kind] if _occasion(event) == occasion}), one, many)
        for kind, one, many in (
            ("link", _("link"), _("links")),
            ("source", _("source"), _("sources")),
            ("actor", _("actor"), _("actors")),
        )
    ]
    last = [event for event in events["development"] if _occasion(event) == occasion][-1]
    if first.author_id is None:
        began = _("brought by a package")
    else:
        began = _("published") if last.state == State.PUBLISHED else _("begun as a draft")
    return _("%(began)s, with %(counts)s") % {"began": began, "counts": join(counts)}


def _own_changes(before: Any, event: Any) -> list[str]:
    if before is None:
        return []
    if event.pgh_label == "delete":
        return [_("discarded")]
    said = []
    if before.state != event.state:
        said.append({State.PUBLISHED: _("published"), State.RETRACTED: _("retracted")}.get(event.state, ""))
    if before.title != event.title:
        said.append(_("title: “%(old)s” became “%(new)s”") % {"old": before.title, "new": event.title})
    if before.date != event.date:
        said.append(_("date: %(old)s became %(new)s") % {"old": _date(before.date), "new": _date(event.date)})
    for name, choices, label in (
        ("kind", Kind, _("kind")),
        ("standing", Standing, _("standing")),
    ):
        old, new = getattr(before, name), getattr(event, name)
        if old != new:
            said.append(
                _("%(what)s: %(old)s became %(new)s")
                % {"what": label, "old": _label(choices, old), "new": _label(choices, new)}
            )
    if before.summary != event.summary:
        said.append(_("summary changed"))
    return [each for each in said if each]


def _date(text: str) -> str:
    return date_words(dates.parse(text)) if text else _("none")


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else _("none")


class _Names:
    """What the events' ids are called, looked up all at once."""

    def __init__(self, events: dict[str, list[Any]]) -> None:
        self.recommendations = _looked_up(
            Recommendation, (event.recommendation_id for event in events["link"]), "code"
        )
        self.milestones = _looked_up(Milestone, (event.milestone_id for event in events["meeting"]), "title")
        self.sources = _looked_up(Source, (event.source_id for event in events["source"]), "title")
        self.actors = _looked_up(Actor, (event.actor_id for event in events["actor"]), "name")
        self.succeeded = {event.succeeds_id for event in events["link"] if event.succeeds_id}
        people: set[int] = {
            user
            for rows in events.values()
            for event in rows
            if isinstance(user := _metadata(event).get("user"), int)
        }
        found = get_user_model().objects.filter(pk__in=people)
        self.people = {person.pk: str(person) for person in found}

    def person(self, event: Any) -> str:
        """Return who did it."""
        return self.people.get(_metadata(event).get("user", 0), "")

    def link_changes(self, before: Any, event: Any) -> list[str]:
        """Tell what happened to a link; an update that only publishes says nothing of its own."""
        code = self.recommendations.get(event.recommendation_id, "?")
        if event.pgh_label == "delete":
            return [_("link to %s taken out of the draft") % code]
        if before is None:
            verb = (
                _("link to %(code)s became %(what)s")
                if event.succeeds_id
                else _("link to %(code)s: %(what)s")
            )
            return [verb % {"code": code, "what": _link(event)}]
        if before.retracted_at is None and event.retracted_at is not None:
            if event.pgh_obj_id in self.succeeded:
                return []
            return [_("link to %(code)s retracted: %(what)s") % {"code": code, "what": _link(event)}]
        if _link(before) != _link(event):
            return [_("link to %(code)s became %(what)s") % {"code": code, "what": _link(event)}]
        return []

    def meeting_changes(self, before: Any, event: Any) -> list[str]:
        """Tell what happened to a meeting."""
        title = self.milestones.get(event.milestone_id, "?")
        words = _("meets “%s”") % title if event.met else _("un-meets “%s”") % title
        if event.pgh_label == "delete" or (before and before.retracted_at is None and event.retracted_at):
            return [_("no longer: %s") % words]
        return [words] if before is None or before.met != event.met else []

    def source_changes(self, before: Any, event: Any) -> list[str]:
        """Tell that a source was added or taken off."""
        title = self.sources.get(event.source_id, "?")
        if event.pgh_label == "delete":
            return [_("source taken off: “%s”") % title]
        return [_("source: “%s”") % title] if before is None else []

    def actor_changes(self, before: Any, event: Any) -> list[str]:
        """Tell that an actor was added or taken off."""
        name = self.actors.get(event.actor_id, "?")
        if event.pgh_label == "delete":
            return [_("actor taken off: %s") % name]
        return [_("actor: %s") % name] if before is None else []


def _looked_up(model: Any, ids: Iterable[int], name: str) -> dict[int, str]:
    return dict(model.objects.filter(pk__in=set(ids)).values_list("pk", name))


def _link(event: Any) -> str:
    parts = [] if event.effect is None else [str(Effect(event.effect).label)]
    if event.weight is not None:
        parts.append(str(Strength(event.weight).label))
    if event.attribution != Attribution.UNKNOWN:
        parts.append(event.attribution)
    if event.latest is not None:
        parts.append(_("dated %s") % _days(event.earliest, event.latest))
    if event.standing == Standing.REPORTED:
        parts.append(str(Standing.REPORTED.label))
    return ", ".join(parts) + (f" (“{event.rationale}”)" if event.rationale else "")


def _days(earliest: dt.date, latest: dt.date) -> str:
    if earliest == latest:
        return date_words(latest)
    return date_words(dates.parse(f"{earliest.isoformat()}/{latest.isoformat()}"))


@dataclass
class EarlierLink:
    """A version of a link that no longer stands, and the one that took its place."""

    link: Any
    successor: Any | None


def earlier_links(development: Development) -> list[EarlierLink]:
    """Return the published versions of links that no longer stand, last retracted first (one query)."""
    rows = list(
        development.links.filter(published_at__isnull=False)
        .select_related("recommendation__document", "published_by", "retracted_by")
        .order_by("-retracted_at", "-id")
    )
    successors = {row.succeeds_id: row for row in rows if row.succeeds_id}
    return [
        EarlierLink(row, successors.get(row.pk))
        for row in rows
        if row.retracted_at is not None and row.retracted_at != development.retracted_at
    ]
