"""A recommendation's figures, links, milestones and judgements as a lane's input (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from tracker.progress.evidence import Definition, LinkRow
from tracker.progress.measures import Figures
from tracker.progress.pictures import (
    LaneInput,
    MarkInput,
    MilestoneInput,
    QuarterSum,
    StatusInput,
    Totals,
)
from tracker.progress.queries import MilestoneState

EFFECT_WORD = {1: "advances", -1: "sets-back", 0: "context"}


def lane_input(
    figures: Figures,
    links: Sequence[LinkRow],
    milestones: Sequence[MilestoneState],
    definition: Definition,
    *,
    silent_since: dt.date | None = None,
    no_advance_since: dt.date | None = None,
    href: str = "",
    development_href: Callable[[str], str] = lambda key: "",
    attribution: Collection[str] = (),
    quarters: Sequence[QuarterSum] | None = None,
    extra: object = None,
) -> LaneInput:
    """Return what a lane shows; links of another ``attribution``, where some are asked for, step back.

    ``quarters`` stand in the place of links where these are very many.
    """
    return LaneInput(
        key=figures.key,
        code=figures.code,
        title=figures.title,
        published=figures.published_on,
        status=figures.status,
        href=href,
        waits_on=tuple(code for code, _ in definition.waits_on),
        marks=tuple(mark_input(link, development_href(link.development), attribution) for link in links),
        milestones=tuple(milestone_input(each) for each in milestones),
        statuses=tuple(StatusInput(each.day, each.status) for each in definition.team),
        checks=tuple(day for day in definition.checks if day >= figures.published_on),
        silent_since=silent_since,
        no_advance_since=no_advance_since,
        settled=figures.settled,
        days=figures.days_since_development,
        balance=figures.balance,
        quarters=None if quarters is None else tuple(quarters),
        totals=Totals(figures.advances, figures.setbacks, figures.context, _ever(figures, links)),
        extra=extra,
    )


def _ever(figures: Figures, links: Sequence[LinkRow]) -> bool:
    return bool(links) or figures.last_development is not None


def mark_input(link: LinkRow, href: str = "", attribution: Collection[str] = ()) -> MarkInput:
    """Return a link's mark."""
    date = link.edtf
    return MarkInput(
        development=link.development,
        title=link.title,
        date_words=link.date_words,
        earliest=link.earliest,
        latest=link.latest,
        effect=EFFECT_WORD[link.effect],  # type: ignore[arg-type]
        weight=link.weight,
        approximate=date.approximate,
        uncertain=date.uncertain,
        reported=link.reported,
        background=link.background,
        filtered_out=bool(attribution) and link.attribution not in attribution,
        href=href,
        kind=link.kind.replace("-", " "),
        publisher=link.publisher,
        meets=link.meets,
        unmeets=link.unmeets,
    )


def milestone_input(state: MilestoneState) -> MilestoneInput:
    """Return a milestone as the pictures draw it."""
    return MilestoneInput(state.title, state.changes, state.due, state.first_due, state.overdue)
