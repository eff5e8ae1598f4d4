"""What somebody made of a development while another typed: who it was, and where it differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.core import dates
from tracker.core.dates import DateError
from tracker.core.errors import NotFound
from tracker.core.words import date_words
from tracker.developments import history, log_page, queries
from tracker.developments.choices import Effect, Kind, Standing, State, Strength
from tracker.developments.forms import Typed
from tracker.developments.models import Development
from tracker.developments.services.resolve import find_recommendations
from tracker.documents.models import Recommendation

EFFECTS = {each.slug: each.label for each in Effect}
STRENGTHS = {each.slug: each.label for each in Strength}


@dataclass(frozen=True)
class Difference:
    """One thing that stands otherwise than it was typed: what it is, and how it stands."""

    what: str
    stands: str


@dataclass(frozen=True)
class Meanwhile:
    """A development as it stands now, beside what was typed over an earlier version of it."""

    development: Development
    who: str
    at: dt.datetime | None
    differences: list[Difference]
    known: Mapping[str, Recommendation]


def read(user: Any, key: str, typed: Typed) -> Meanwhile | None:
    """Return what stands now (five queries at most); None where nothing stands that could be saved over."""
    try:
        development = queries.for_form(user, key)
    except NotFound:
        return None
    if development.state == State.RETRACTED:
        return None
    stands = log_page.of_development(development)
    names = [link["recommendation"] for link in typed.links]
    unknown = [name for name in names if name not in stands.known]
    known = {**stands.known, **(find_recommendations(unknown) if unknown else {})}
    # Of entries of one moment the later stands last.
    entries = reversed(history.of_development(development))
    last = max(entries, key=lambda each: each.at, default=None)
    return Meanwhile(
        development=development,
        who=last.who if last else "",
        at=last.at if last else None,
        differences=[
            *_plain(typed, stands.typed),
            *_lists(typed, stands.typed),
            *_links(typed, stands.typed, known),
        ],
        known=known,
    )


def _plain(typed: Typed, stands: Typed) -> Iterator[Difference]:
    title, date = stands.plain["title"], stands.plain["date"]
    if _one_line(typed.plain.get("title", "")) != title:
        yield Difference(_("Title"), f"“{title}”" if title else _("none"))
    if _edtf(typed.plain.get("date", "")) != date:
        yield Difference(_("When"), date_words(dates.parse(date)) if date else _("none"))
    if _one_line(typed.plain.get("summary", "")) != _one_line(stands.plain["summary"]):
        yield Difference(_("Summary"), _short(stands.plain["summary"]))
    for name, label, choices in (("kind", _("Kind"), Kind), ("standing", _("Standing"), Standing)):
        now = stands.plain[name]
        if typed.plain.get(name, "") != now:
            yield Difference(label, str(choices(now).label) if now else _("none"))


def _lists(typed: Typed, stands: Typed) -> Iterator[Difference]:
    if typed.actors != stands.actors:
        yield Difference(_("Actors"), ", ".join(stands.actors) or _("none"))
    if _filled(typed.sources) != _filled(stands.sources):
        titles = [each["title"] or each["url"] for each in stands.sources]
        yield Difference(_("Sources"), "; ".join(titles) or _("none"))


def _links(typed: Typed, stands: Typed, known: Mapping[str, Recommendation]) -> Iterator[Difference]:
    mine = {link["recommendation"]: link for link in typed.links}
    theirs = {link["recommendation"]: link for link in stands.links}
    for name in {**theirs, **mine}:
        there = theirs.get(name)
        if _said(mine.get(name)) == _said(there):
            continue
        code = known[name].code if name in known else name
        yield Difference(_("Link to %s") % code, _link(there) if there else _("none"))


def _said(link: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    """Return a link as it can be compared, whatever the order of its milestones."""
    if link is None:
        return None
    texts = (_one_line(link[name]) for name in ("effect", "strength", "rationale"))
    return (*texts, link["attribution"] or "unknown", sorted(link["meets"]), sorted(link["unmeets"]))


def _link(link: Mapping[str, Any]) -> str:
    parts = [EFFECTS.get(link["effect"], ""), STRENGTHS.get(link["strength"], "")]
    if link["meets"]:
        parts.append(_("meets %s") % ", ".join(link["meets"]))
    if link["unmeets"]:
        parts.append(_("un-meets %s") % ", ".join(link["unmeets"]))
    said = ", ".join(str(each) for each in parts if each) or _("nothing chosen")
    return f"{said} (“{_short(link['rationale'])}”)" if link["rationale"] else said


def _filled(sources: list[dict[str, str]]) -> list[dict[str, str]]:
    named = [{name: _one_line(value) for name, value in each.items() if value} for each in sources]
    return [each for each in named if each]


def _edtf(text: str) -> str:
    try:
        return dates.read_human(text).text
    except DateError:
        return text.strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    line = _one_line(text)
    return (line if len(line) <= 120 else f"{line[:119]}…") or _("none")
