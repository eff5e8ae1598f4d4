"""A development's history in words: who changed what, when and why, from the recorded events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from tracker.core import dates
from tracker.core.words import counted, date_words, join
from tracker.developments.choices import Attribution, Effect, Kind, Standing, State, Strength
from tracker.developments.models import Development


@dataclass
class Entry:
    """What one person did in one go."""

    at: dt.datetime
    who: str
    reason: str = ""
    changes: list[str] = field(default_factory=list)


def of_development(development: Development, until: dt.datetime | None = None) -> list[Entry]:
    """Return the entries up to a moment, newest first (one query, any number of changes)."""
    events = _events(development.pk, until)
    succeeded = {event.succeeds_id for event in events["link"] if event.succeeds_id}
    entries: dict[_Occasion, Entry] = {}
    for kind, describe in (
        ("development", _Rows(_own_changes)),
        ("link", _Rows(partial(_link_changes, succeeded))),
        ("meeting", _Rows(_meeting_changes)),
        ("source", _Rows(_source_changes)),
        ("actor", _Rows(_actor_changes)),
    ):
        for event in events[kind]:
            entry = entries.setdefault(_occasion(event), Entry(event.pgh_created_at, event.person))
            entry.reason = entry.reason or event.metadata.get("reason", "")
            entry.changes += describe(event)
    if events["development"]:
        first = _occasion(events["development"][0])
        entries[first].changes = [_begun(events, first)]
    return sorted((each for each in entries.values() if each.changes), key=lambda each: each.at, reverse=True)


#: Each kind of event: its table, the column that names the development, and what the row is called.
_KINDS = {
    "development": ("developments_developmentevent", "pgh_obj_id", "NULL", ""),
    "link": (
        "developments_linkevent", "development_id", "n.code",
        "LEFT JOIN documents_recommendation n ON n.id = e.recommendation_id",
    ),
    "meeting": (
        "developments_meetingevent", "development_id", "n.title",
        "LEFT JOIN documents_milestone n ON n.id = e.milestone_id",
    ),
    "source": (
        "developments_developmentsourceevent", "development_id", "n.title",
        "LEFT JOIN documents_source n ON n.id = e.source_id",
    ),
    "actor": (
        "developments_developmentactorevent", "development_id", "n.name",
        "LEFT JOIN documents_actor n ON n.id = e.actor_id",
    ),
}  # fmt: skip
_EVENTS = " UNION ALL ".join(
    f"""
    SELECT '{kind}', e.pgh_id, e.pgh_created_at, e.pgh_context_id, to_json(e), c.metadata::json, {name},
        coalesce(nullif(btrim(concat_ws(' ', u.first_name, u.last_name)), ''), u.username, '')
    FROM {table} e
    LEFT JOIN pghistory_context c ON c.id = e.pgh_context_id
    LEFT JOIN accounts_user u ON c.metadata->'user' = to_jsonb(u.id)
    {join_name}
    WHERE e.{column} = %(id)s
    """  # noqa: S608 - our own tables' names
    for kind, (table, column, name, join_name) in _KINDS.items()
)


def _events(development_id: int, until: dt.datetime | None) -> dict[str, list[Any]]:
    """Return the events of each kind up to a moment, oldest first, each with its name and person."""
    found: dict[str, list[Any]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(f"{_EVENTS} ORDER BY 2", {"id": development_id})
        for kind, _id, created_at, context_id, row, metadata, name, person in cursor.fetchall():
            if until is not None and created_at > until:
                continue
            about = {
                "pgh_created_at": created_at,
                "pgh_context_id": context_id,
                "metadata": metadata or {},
                "called": name or "?",
                "person": person,
            }
            found[kind].append(SimpleNamespace(**{**row, **about}))
    return found


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


def _link_changes(succeeded: set[int], before: Any, event: Any) -> list[str]:
    """Tell what happened to a link; an update that only publishes says nothing of its own."""
    code = event.called
    if event.pgh_label == "delete":
        return [_("link to %s taken out of the draft") % code]
    if before is None:
        verb = _("link to %(code)s became %(what)s") if event.succeeds_id else _("link to %(code)s: %(what)s")
        return [verb % {"code": code, "what": _link(event)}]
    if before.retracted_at is None and event.retracted_at is not None:
        if event.pgh_obj_id in succeeded:
            return []
        return [_("link to %(code)s retracted: %(what)s") % {"code": code, "what": _link(event)}]
    if _link(before) != _link(event):
        return [_("link to %(code)s became %(what)s") % {"code": code, "what": _link(event)}]
    return []


def _meeting_changes(before: Any, event: Any) -> list[str]:
    """Tell what happened to a meeting."""
    title = event.called
    words = _("meets “%s”") % title if event.met else _("un-meets “%s”") % title
    if event.pgh_label == "delete" or (before and before.retracted_at is None and event.retracted_at):
        return [_("no longer: %s") % words]
    return [words] if before is None or before.met != event.met else []


def _source_changes(before: Any, event: Any) -> list[str]:
    """Tell that a source was added or taken off."""
    title = event.called
    if event.pgh_label == "delete":
        return [_("source taken off: “%s”") % title]
    return [_("source: “%s”") % title] if before is None else []


def _actor_changes(before: Any, event: Any) -> list[str]:
    """Tell that an actor was added or taken off."""
    name = event.called
    if event.pgh_label == "delete":
        return [_("actor taken off: %s") % name]
    return [_("actor: %s") % name] if before is None else []


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


def _days(earliest: str, latest: str) -> str:
    return date_words(dates.parse(latest if earliest == latest else f"{earliest}/{latest}"))


@dataclass
class EarlierLink:
    """A version of a link that no longer stands, and the one that took its place."""

    link: Any
    successor: Any | None


def earlier_links(development: Any, until: dt.datetime | None = None) -> list[EarlierLink]:
    """Return the published versions of links that no longer stand, or did not at a moment, last first.

    The development comes from ``queries.page_of``; no query.
    """
    rows = sorted(development.published_links, key=lambda row: row.pk, reverse=True)
    successors = {row.succeeds_id: row for row in rows if row.succeeds_id}
    gone = [row for row in rows if row.retracted_at not in (None, development.retracted_at)]
    if until is not None:
        gone = [row for row in gone if row.retracted_at <= until]
    gone.sort(key=lambda row: row.retracted_at, reverse=True)
    return [EarlierLink(row, successors.get(row.pk)) for row in gone]
