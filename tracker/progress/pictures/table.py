"""The picture as rows, for those who cannot see it: every mark, milestone and judgement (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.words import day_words
from tracker.progress.pictures.data import EFFECT_WORDS, STATUS_WORDS, LaneInput, MarkInput


@dataclass(frozen=True, slots=True)
class Row:
    """One mark of the picture in words."""

    day: date
    date_words: str
    code: str
    recommendation_href: str
    title: str
    href: str
    what: str
    standing: str
    effect: str = ""
    """Of a link; empty for what is none."""
    weight: int = 0
    counts: bool = False
    filtered_out: bool = False


def table_rows(lanes: Iterable[LaneInput]) -> list[Row]:
    """Return every mark of these lanes, newest first, those of one day in the lanes' order."""
    rows = [row for lane in lanes for row in _lane_rows(lane)]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def _lane_rows(lane: LaneInput) -> Iterable[Row]:
    def row(day: date, title: str, what: str) -> Row:
        return Row(day, day_words(day), lane.code, lane.href, title, lane.href, what, "")

    yield from (mark_row(mark, lane.code, lane.href) for mark in lane.marks)
    for milestone in lane.milestones:
        for day, met in milestone.changes:
            yield row(day, milestone.title, "milestone met" if met else "milestone un-met again")
        if milestone.overdue and milestone.due:
            yield row(milestone.due, milestone.title, "milestone overdue")
    for judged in lane.statuses:
        yield row(judged.day, lane.title, f"judged {STATUS_WORDS[judged.status]}")


def mark_row(mark: MarkInput, code: str, recommendation_href: str) -> Row:
    """Return a link's row."""
    return Row(
        mark.latest,
        mark.date_words,
        code,
        recommendation_href,
        mark.title,
        mark.href,
        f"{EFFECT_WORDS[mark.effect]}, {mark.strength}",
        _standing(mark),
        mark.effect,
        mark.weight,
        mark.counts,
        mark.filtered_out,
    )


def _standing(mark: MarkInput) -> str:
    if mark.background:
        return "before the document, in no figure"
    return "reported, in no figure" if mark.reported else "confirmed"
