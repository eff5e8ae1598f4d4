"""What the figures say, in fixed patterns, so that the same data always says the same (pure).

A finding comes in parts, each of which may name rows: on a page such a part is a link to them, in
a report it is plain text (`text_of`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tracker.core.words import day_words, figures, join, number, opening
from tracker.progress.measures import Judgements, Unwatched
from tracker.progress.pictures.data import STATUS_WORDS

#: What the headline tells, in this order; what cannot be judged comes last.
_TOLD = ("implemented", "partly-implemented", "reversed", "abandoned", "superseded", "not-assessable")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence, and which rows stand behind them: a status, `silent`, `newer` or nothing.

    ``value`` is the figure that they tell: how many rows there are.
    """

    words: str
    rows: str = ""
    value: int | None = None


def text_of(parts: Iterable[Part]) -> str:
    """Return the sentence as plain text."""
    return "".join(part.words for part in parts)


class Judged(Protocol):
    """What a document's finding asks of each recommendation."""

    @property
    def status(self) -> str:
        """The team's status."""
        ...

    @property
    def settled(self) -> bool:
        """Whether that ends it."""
        ...

    @property
    def judged(self) -> bool:
        """Whether the team has judged it at all."""
        ...


def document_finding(all_figures: Sequence[Judged], silent: int, limit: int = 180) -> list[Part]:
    """Return what became of a document: its statuses, and how many are silent."""
    total = len(all_figures)
    if not total:
        return [Part("It has no recommendation yet.")]
    unsettled = sum(not each.settled for each in all_figures)
    quiet = _quiet(silent, unsettled, limit)
    if total == 1:
        return [*_only(all_figures[0]), *quiet, Part(".")]
    statuses = [each.status for each in all_figures]
    if not any(each.judged for each in all_figures):
        return [
            Part("None", "not-assessed", total),
            Part(" of "),
            Part(number(total), "all", total),
            Part(" has been assessed yet"),
            *quiet,
            Part("."),
        ]
    told = [
        Part(_told(status, statuses.count(status), statuses), status, statuses.count(status))
        for status in _TOLD
        if status in statuses
    ]
    if not told:
        told = [Part("none is implemented")]
    every = [Part("Of "), Part(f"{number(total)} recommendations", "all", total), Part(", ")]
    return [*every, *_listed(told), *quiet, Part(".")]


def _only(one: Judged) -> list[Part]:
    words = f"is {STATUS_WORDS[one.status]}" if one.judged else "has not been assessed yet"
    return [Part("Its one recommendation "), Part(words, one.status, 1)]


def _told(status: str, count: int, statuses: Sequence[str]) -> str:
    if status == "not-assessable":
        return f"{number(count)} cannot be judged"
    if status == "partly-implemented" and "implemented" in statuses:
        return f"{number(count)} partly"
    return f"{number(count)} {_be(count)} {STATUS_WORDS[status]}"


def _quiet(silent: int, unsettled: int, limit: int) -> list[Part]:
    if not silent:
        return []
    tail = Part(f" for {figures(limit)} days or more")
    if unsettled == 1:
        return [Part("; "), Part("the one unsettled has had nothing logged", "silent", 1), tail]
    if silent == unsettled:
        every = "both" if unsettled == 2 else f"all {number(unsettled)}"
        return [Part("; "), Part(f"{every} unsettled have had nothing logged", "silent", silent), tail]
    return [
        Part("; "),
        Part(number(silent), "silent", silent),
        Part(" of "),
        Part(f"the {number(unsettled)} unsettled", "unsettled", unsettled),
        Part(" "),
        Part(f"{_have(silent)} had nothing logged", "silent", silent),
        tail,
    ]


def _listed(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    for place, part in enumerate(parts):
        if place:
            joined.append(Part(" and " if place == len(parts) - 1 else ", "))
        joined.append(part)
    return joined


@dataclass(frozen=True, slots=True)
class LatestAdvance:
    """The latest advance of an area within the days asked."""

    area: str
    on: dt.date
    title: str = ""


def advances_sentence(
    recent: Sequence[LatestAdvance],
    areas: int,
    latest: dt.date | None,
    day: dt.date,
    *,
    is_today: bool,
    window: int = 180,
) -> str:
    """Return in how many areas something advanced lately; ``recent`` are the areas where it did."""
    within = f"in the last {window} days" if is_today else f"in the {window} days to {day_words(day)}"
    if latest is None:
        return "No advance has ever been logged."
    if not recent:
        return f"No advance has been logged anywhere {within}; the latest was on {day_words(latest)}."
    if areas > 1 and len(recent) * 2 < areas:
        names = join(each.area for each in recent)
        only = f"Only for {names} has an advance been logged {within}"
        if len(recent) == 1 and recent[0].title:
            return f"{only}: {recent[0].title}, {day_words(recent[0].on)}."
        return f"{only}; the latest was on {day_words(latest)}."
    where = f" in {number(len(recent))} of {number(areas)} areas" if areas > 1 else ""
    return f"An advance has been logged {within}{where}, the latest on {day_words(latest)}."


def advanced_areas(said: str, recent: int, areas: int) -> list[Part]:
    """Return an advances' sentence with its count of areas as a part of its own, where it has one."""
    count = f"{number(recent)} of {number(areas)} areas"
    before, found, after = said.partition(count)
    return [Part(before), Part(count, "advanced-areas", recent), Part(after)] if found else [Part(said)]


def areas_sentence(stalled: int, areas: int) -> str:
    """Return how many areas are stalled."""
    return text_of(stalled_areas(stalled, areas))


def stalled_areas(stalled: int, areas: int) -> list[Part]:
    """Return the same in parts."""
    if not areas:
        return []
    if areas == 1:
        said = "Its one area is stalled" if stalled else "Its one area is not stalled"
        return [Part(said, "stalled-areas", stalled), Part(".")]
    if stalled == areas:
        said = f"{'Both' if areas == 2 else f'All {number(areas)}'} areas are stalled"
        return [Part(said, "stalled-areas", stalled), Part(".")]
    said = "None" if not stalled else opening(stalled)
    return [
        Part(said, "stalled-areas", stalled),
        Part(" of "),
        Part(f"{number(areas)} areas", "areas", areas),
        Part(f" {_be(stalled or 1)} stalled."),
    ]


def unwatched_sentence(unwatched: Unwatched) -> str:
    """Return that nobody has looked, which every page of figures says first."""
    if unwatched.since is not None:
        return (
            f"Nobody has looked since {day_words(unwatched.since)}; what is quiet since then says nothing "
            "about the world."
        )
    began = f" since tracking began on {day_words(unwatched.began)}" if unwatched.began else " yet"
    return f"Nobody has looked{began}; what is quiet says nothing about the world."


def band_words(implemented: int, with_partly: int, total: int) -> str:
    """Return the team's band: "1 strictly, 5 with partly ones, of 11"."""
    return text_of(band(implemented, with_partly, total))


def band(implemented: int, with_partly: int, total: int) -> list[Part]:
    """Return the same in parts."""
    return [
        Part(f"{figures(implemented)} strictly", "implemented", implemented),
        Part(", "),
        Part(f"{figures(with_partly)} with partly ones", "with-partly", with_partly),
        Part(", of "),
        Part(figures(total), "all", total),
    ]


def judge_words(implemented: int, with_partly: int, judged: int) -> str:
    """Return another judge's band with its own denominator: "2 strictly, of the 3 it judged"."""
    return text_of(judge_band("", implemented, with_partly, judged))


def judge_band(judge: str, implemented: int, with_partly: int, judged: int) -> list[Part]:
    """Return the same in parts; ``judge`` is the judge's key."""
    parts = [Part(f"{figures(implemented)} strictly", f"judge:{judge}:implemented", implemented), Part(", ")]
    if with_partly > implemented:
        words = f"{figures(with_partly)} with partly ones"
        parts += [Part(words, f"judge:{judge}:with-partly", with_partly), Part(", ")]
    return [*parts, Part(f"of the {figures(judged)} it judged", f"judge:{judge}", judged)]


def judged_when(judgements: Judgements) -> list[Part]:
    """Return between which days the judgements were made, and how many have newer evidence."""
    if not judgements.first or not judgements.last:
        return []
    if judgements.first == judgements.last:
        when = f"Judged on {day_words(judgements.first)}; "
    else:
        when = f"Judged between {day_words(judgements.first)} and {day_words(judgements.last)}; "
    newer, judged = judgements.newer_evidence, judgements.judged
    if judged == 1:
        return [
            Part(when),
            Part("it has newer evidence" if newer else "it has no newer evidence", "newer", newer),
            Part("."),
        ]
    return [
        Part(when),
        Part(number(newer) if newer else "none", "newer", newer),
        Part(" of "),
        Part(number(judged), "judged", judged),
        Part(" "),
        Part(f"{_have(newer or 1)} newer evidence", "newer", newer),
        Part("."),
    ]


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
