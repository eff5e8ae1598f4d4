"""Why something is flagged, as sentences with the number, the limit and the day (pure).

They are said of records, never of governments: "nothing has been logged", not "nothing happened".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.words import date_words, days, days_ago, figures, join, number, opening
from tracker.core.words import signed_decimal as signed
from tracker.stalls.rules import (
    NO_ADVANCE,
    OFF_RHYTHM,
    OVERDUE,
    RECOMMENDATIONS_STALLED,
    REVERSING,
    SILENT,
    Finding,
)


@dataclass(frozen=True, slots=True)
class Looked:
    """When somebody last looked, and whether they found nothing new (else they logged something)."""

    on: date | None = None
    nothing_new: bool = False


NOBODY = Looked()

#: More codes or names than these are counted, not listed.
NAMED = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence, and the rules that it gives the reason of."""

    rules: tuple[str, ...]
    text: str


def reason(finding: Finding, day: date, looked: Looked = NOBODY) -> str:
    """Return the sentence of one finding of a recommendation."""
    return _SENTENCES[finding.rule](finding, day, looked)


def reasons(findings: Sequence[Finding], day: date, looked: Looked = NOBODY) -> list[Reason]:
    """Return the sentences of a recommendation's findings; one for both where two share a day."""
    by_rule = {finding.rule: finding for finding in findings}
    quiet, without = by_rule.get(SILENT), by_rule.get(NO_ADVANCE)
    if quiet is None or without is None or quiet.since != without.since:
        return [Reason((each.rule,), reason(each, day, looked)) for each in findings]
    limits = f"(limits {figures(quiet.numbers['limit'])} and {figures(without.numbers['limit'])})"
    gone = days((day - quiet.since).days)
    if quiet.numbers["ever"]:
        text = f"Nothing logged for {gone}, so no advance either {limits}. Since {date_words(quiet.since)}"
    else:
        text = (
            f"Nothing ever logged: {gone}, so no advance either {limits}. "
            f"Since the document came out on {date_words(quiet.since)}"
        )
    both = Reason((SILENT, NO_ADVANCE), f"{text}; {_looked(quiet.since, day, looked)}.")
    rest = [each for each in findings if each.rule not in both.rules]
    return [both, *(Reason((each.rule,), reason(each, day, looked)) for each in rest)]


def area_reason(finding: Finding, day: date, looked: Looked = NOBODY) -> str:
    """Return the sentence of one finding of an area."""
    gone = days((day - finding.since).days)
    limit = f"(limit {figures(finding.numbers['limit'])})"
    if finding.rule == SILENT:
        return (
            f"Nothing has been logged for any of its unsettled recommendations for {gone} {limit}, since "
            f"{date_words(finding.since)}; {_looked(finding.since, day, looked)}."
        )
    return (
        f"{_stalled(finding)}, and no advance has been logged for any of its unsettled ones for {gone} "
        f"{limit}, since {date_words(finding.since)}."
    )


def area_reasons(findings: Sequence[Finding], day: date, looked: Looked = NOBODY) -> list[Reason]:
    """Return the sentences of an area's findings; one for both where they share a day."""
    by_rule = {finding.rule: finding for finding in findings}
    stalled, quiet = by_rule.get(RECOMMENDATIONS_STALLED), by_rule.get(SILENT)
    if stalled is None or quiet is None or stalled.since != quiet.since:
        return [Reason((each.rule,), area_reason(each, day, looked)) for each in findings]
    text = (
        f"{_stalled(stalled)}. Nothing logged for any of them for {days((day - quiet.since).days)}, so no "
        f"advance either. Since {date_words(quiet.since)}; {_looked(quiet.since, day, looked)}."
    )
    return [Reason((RECOMMENDATIONS_STALLED, SILENT), text)]


def _silent(finding: Finding, day: date, looked: Looked) -> str:
    gone, limit = days((day - finding.since).days), figures(finding.numbers["limit"])
    tail = f"{date_words(finding.since)}; {_looked(finding.since, day, looked)}."
    if finding.numbers["ever"]:
        return f"Nothing has been logged for it for {gone} (limit {limit}), since {tail}"
    return (
        f"Nothing has ever been logged for it: {gone} (limit {limit}), since the document came out on {tail}"
    )


def _no_advance(finding: Finding, day: date, looked: Looked) -> str:
    gone, limit = days((day - finding.since).days), figures(finding.numbers["limit"])
    since = date_words(finding.since)
    if finding.numbers["ever"]:
        return f"No advance has been logged for {gone} (limit {limit}), since {since}."
    return f"No advance has ever been logged: {gone} (limit {limit}), since the document came out on {since}."


def _reversing(finding: Finding, day: date, looked: Looked) -> str:
    numbers = finding.numbers
    count = numbers["setbacks"]
    moves = "Its last move was a setback" if count == 1 else f"Its last {number(count)} moves were setbacks"
    return (
        f"{moves}, and its momentum is {signed(numbers['momentum'])} (limit {signed(numbers['limit'])}). "
        f"Since {date_words(finding.since)}."
    )


def _overdue(finding: Finding, day: date, looked: Looked) -> str:
    numbers = finding.numbers
    on = f"{date_words(finding.since)}, {days_ago((day - finding.since).days)}"
    others = numbers["promises"]
    if numbers.get("due") == finding.since.isoformat():
        others -= 1
        promised = numbers.get("promised_by")
        by = f", promised by {join(promised)}," if promised else ""
        text, other = f"“{numbers['milestone']}”{by} was due on {on}, and is not met.", " other"
    else:
        text, other = f"Its target date was {on}.", ""
    if others:
        verb = "milestone is" if others == 1 else "milestones are"
        text += f" {opening(others)}{other} {verb} overdue too."
    return text


def _off_rhythm(finding: Finding, day: date, looked: Looked) -> str:
    every = round(finding.numbers["every"])
    chance = finding.numbers["chance"]
    one_in = figures(round(1 / chance)) if chance > 1e-9 else "a thousand million"
    pace = "every day" if every <= 1 else f"every {days(every)}"
    return (
        f"An advance used to come {pace}; none for {figures((day - finding.since).days)}. "
        f"If that rhythm still held, about one gap in {one_in} would be this long."
    )


def _stalled(finding: Finding) -> str:
    stalled, unsettled = finding.numbers["stalled"], finding.numbers["unsettled"]
    if unsettled == 1:
        return "Its one unsettled recommendation is stalled"
    verb = "is" if stalled == 1 else "are"
    return f"{opening(stalled)} of {number(unsettled)} unsettled recommendations {verb} stalled"


def _looked(since: date, day: date, looked: Looked) -> str:
    if looked.on is None or looked.on <= since:
        return "nobody has looked since"
    when = days_ago((day - looked.on).days)
    return f"last looked {when}, nothing new" if looked.nothing_new else f"last looked {when}"


_SENTENCES: dict[str, Callable[[Finding, date, Looked], str]] = {
    SILENT: _silent,
    NO_ADVANCE: _no_advance,
    REVERSING: _reversing,
    OVERDUE: _overdue,
    OFF_RHYTHM: _off_rhythm,
}


@dataclass(frozen=True, slots=True)
class Shares:
    """How the stalled recommendations split by what a reader would do, each in the first part that fits."""

    backwards: tuple[str, ...]
    behind: tuple[str, ...]
    never: tuple[str, ...]
    quiet: tuple[str, ...]


def stalled_finding(shares: Shares, total: int) -> str:
    """Return the Stalled page's title from the codes in each part."""
    parts = [
        (shares.backwards, "is going backwards", "are going backwards"),
        (shares.behind, "is behind a promise", "are behind a promise"),
        (shares.never, "never had a development", "never had a development"),
        (shares.quiet, "has gone quiet", "have gone quiet"),
    ]
    said = [
        f"{number(len(codes))} {one if len(codes) == 1 else many}" + _named(codes)
        for codes, one, many in parts
        if codes
    ]
    count = sum(len(codes) for codes, _, _ in parts)
    if not count:
        return "No recommendation is stalled." if total else "There is no recommendation yet."
    verb = "has" if count == 1 else "have"
    return f"{opening(count)} of {number(total)} {verb} stalled: {join(said)}."


def _named(codes: Sequence[str]) -> str:
    """Return the codes in brackets; above a line of them the count is enough."""
    return f" ({', '.join(codes)})" if len(codes) <= NAMED else ""
