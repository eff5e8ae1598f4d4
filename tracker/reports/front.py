"""The first page's sentences and figures, by fixed patterns, so that the same data always says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.words import date_words, figures, join, number, opening, plural
from tracker.progress.choices import Confidence, Status
from tracker.progress.evidence import LinkRow, extent_of
from tracker.progress.measures import Figures, judgements
from tracker.reports.gathered import Gathered
from tracker.reports.parts import Claim, Figure
from tracker.stalls.rules import OVERDUE, REVERSING, Finding, Stall

#: A first page names so many of one sort; of more it gives the number.
MOST_NAMED = 3


def prose(gathered: Gathered) -> tuple[tuple[Claim, ...], ...]:
    """Return two paragraphs: how it is judged, and what has stalled. Each sentence cites what it rests on."""
    judged = [*_implemented(gathered), *_latest_advance(gathered)]
    stalled = [*_behind(gathered), *_backwards(gathered), *_never(gathered)]
    return tuple(tuple(paragraph) for paragraph in (judged, stalled) if paragraph)


def large_figures(gathered: Gathered) -> tuple[Figure, ...]:
    """Return the figures that stand large under the sentences."""
    all_figures = gathered.figures
    said = judgements(all_figures)
    extent = extent_of(dict(gathered.links))
    advances, setbacks = (
        sum(each.advances for each in all_figures),
        sum(each.setbacks for each in all_figures),
    )
    return (
        Figure(
            f"{figures(said.implemented)} strictly, {figures(said.with_partly)} with partly",
            f"implemented of {figures(said.total)}, as judged",
        ),
        Figure(
            f"{figures(sum(each.milestones_met for each in all_figures))} of "
            f"{figures(sum(each.milestones_total for each in all_figures))}",
            "milestones met",
        ),
        Figure(
            f"{figures(advances)} {plural(advances, 'advance')} and {figures(setbacks)} "
            f"{plural(setbacks, 'setback')}",
            f"from {figures(extent.advancing)} {plural(extent.advancing, 'development')}",
        ),
        Figure(
            f"{figures(sum(bool(stall.findings) for stall in gathered.stalls))} of "
            f"{figures(len(gathered.stalls))}",
            "recommendations stalled",
        ),
        Figure(
            f"{figures(sum(bool(area.findings) for area in gathered.areas))} of "
            f"{figures(len(gathered.areas))}",
            "areas stalled",
        ),
    )


def _implemented(gathered: Gathered) -> list[Claim]:
    """Say which are judged implemented, for which reason, and on what that rests."""
    chosen = [each for each in gathered.figures if each.status == Status.IMPLEMENTED]
    if len(chosen) > MOST_NAMED:
        return [Claim(f"{opening(len(chosen))} are judged implemented: {_codes(chosen)}.")]
    return [_judgement(gathered, each) for each in chosen]


def _judgement(gathered: Gathered, of: Figures) -> Claim:
    said = _judged(of)
    for judgement in gathered.judgements.get(of.recommendation_id, ()):
        if not judgement.judge and judgement.date == of.assessed_on:
            # The newest that it cites; all of them stand in the recommendation's own part.
            cited = gathered.citations.get(judgement.assessment_id, ())[-1:]
            return Claim(f"{said}: {_lowered(judgement.rationale)}", gathered.cite(cited))
    return Claim(f"{said}.")


def _judged(of: Figures) -> str:
    sure = f", with {Confidence(of.confidence).label} confidence" if of.confidence else ""
    return f"{of.code}, “{of.title}”, is judged {Status(of.status).label}{sure}"


def _lowered(text: str) -> str:
    """Return a sentence as it stands after a colon: its article or pronoun without the capital."""
    first, blank, rest = text.partition(" ")
    small = {"A", "An", "The", "Its", "It", "No", "Nothing", "Neither", "Both", "All", "One", "Two", "Three"}
    return f"{first.lower() if first in small else first}{blank}{rest}"


def _latest_advance(gathered: Gathered) -> list[Claim]:
    days = [each.last_advance for each in gathered.figures if each.last_advance]
    if not days:
        return []
    having = [each for each in gathered.figures if each.last_advance == max(days)]
    link = _last(gathered, having[0], lambda each: each.counts and each.effect > 0)
    if link is None:
        return []
    words = f"The latest advance anywhere is “{link.title}”, {link.date_words}, for {_codes(having)}."
    return [Claim(words, gathered.cite([link.development]))]


@dataclass(frozen=True, slots=True)
class _Late:
    """What is late, since which day, and of which day the last thing logged is."""

    what: str
    since: date
    logged: LinkRow | None


def _behind(gathered: Gathered) -> list[Claim]:
    """Say which are behind a promise or a target, those of one day and one silence together."""
    together: dict[tuple[object, ...], list[tuple[Figures, _Late]]] = defaultdict(list)
    for stall in gathered.stalls:
        for finding in stall.findings:
            if finding.rule == OVERDUE:
                late = _late(gathered, stall.figures, finding)
                logged = late.logged.latest if late.logged else None
                together[(bool(late.what), late.since, logged)].append((stall.figures, late))
    groups = list(together.values())
    if len(groups) > MOST_NAMED:
        chosen = [figures for group in groups for figures, _ in group]
        return [Claim(f"{opening(len(chosen))} are behind a promise or a target: {_codes(chosen)}.")]
    return [_behind_together(gathered, group) for group in groups]


def _late(gathered: Gathered, of: Figures, finding: Finding) -> _Late:
    due = finding.numbers.get("due")
    what = finding.numbers["milestone"] if due and date.fromisoformat(due) == finding.since else ""
    return _Late(what, finding.since, _last(gathered, of, lambda each: not each.background))


def _behind_together(gathered: Gathered, group: list[tuple[Figures, _Late]]) -> Claim:
    chosen = [figures for figures, _ in group]
    late = group[0][1]
    be, was = ("is", "was") if len(group) == 1 else ("are", "were")
    if late.what:
        named = list(dict.fromkeys(each.what for _, each in group))
        promises = join(f"“{what}”" for what in named[:MOST_NAMED])
        words = f"{_codes(chosen)} {be} behind a promise: {promises} {was} due on {date_words(late.since)}"
    else:
        words = f"{_codes(chosen)} {be} behind a target date, {date_words(late.since)}"
    which = {1: "it", 2: "either"}.get(len(group), "any of them")
    if late.logged is None:
        return Claim(f"{words}, and nothing has been logged for {which}.")
    cited = gathered.cite(dict.fromkeys(each.logged.development for _, each in group if each.logged))
    return Claim(f"{words}; the last thing logged for {which} is of {late.logged.date_words}.", cited)


def _backwards(gathered: Gathered) -> list[Claim]:
    """Say which go backwards, by their judgement or by their latest moves."""
    chosen = [stall for stall in gathered.stalls if _reversing(stall) or stall.figures.status == "reversed"]
    if len(chosen) > MOST_NAMED:
        named = [stall.figures for stall in chosen]
        return [Claim(f"{opening(len(chosen))} are going backwards: {_codes(named)}.")]
    return [_backward(gathered, stall) for stall in chosen]


def _backward(gathered: Gathered, stall: Stall) -> Claim:
    of, finding = stall.figures, _reversing(stall)
    if finding is None:
        return _judgement(gathered, of)
    count = finding.numbers["setbacks"]
    moves = "last move was a setback" if count == 1 else f"last {number(count)} moves were setbacks"
    words = (
        f"{_judged(of)}; its {moves}"
        if of.status == "reversed"
        else f"{of.code} is going backwards: its {moves}"
    )
    last = _last(gathered, of, lambda each: each.counts and each.effect < 0)
    if last is None:
        return Claim(f"{words}.")
    return Claim(f"{words}, the latest of {last.date_words}.", gathered.cite([last.development]))


def _reversing(stall: Stall) -> Finding | None:
    return next((each for each in stall.findings if each.rule == REVERSING), None)


def _never(gathered: Gathered) -> list[Claim]:
    chosen = [each for each in gathered.figures if each.last_development is None and not each.settled]
    if not chosen:
        return []
    return [Claim(f"{_codes(chosen)} {'has' if len(chosen) == 1 else 'have'} never had a development.")]


def _last(gathered: Gathered, of: Figures, wanted: Callable[[LinkRow], bool]) -> LinkRow | None:
    links = gathered.links.get(of.recommendation_id, ())
    return next((link for link in reversed(links) if wanted(link)), None)


def _codes(chosen: Sequence[Figures]) -> str:
    codes = [each.code for each in chosen]
    return join(codes) if len(codes) <= 12 else f"{', '.join(codes[:10])} and {len(codes) - 10} more"
