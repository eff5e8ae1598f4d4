"""The report's picture: the lanes of the pages, in print size, grouped by area."""

from __future__ import annotations

from tracker.core.words import figures
from tracker.progress.lanes import lane_input
from tracker.progress.pictures import PRINTED, Figure, GroupInput, LaneInput, build_figure
from tracker.reports.gathered import Gathered
from tracker.stalls.queries import AreaStall
from tracker.stalls.rules import NO_ADVANCE, SILENT, Stall


def build_picture(gathered: Gathered) -> Figure:
    """Return the picture of a document's recommendations, by area."""
    groups = [
        GroupInput(
            name=area.name,
            lanes=tuple(
                _lane(gathered, stall) for stall in gathered.stalls if stall.figures.area_id == area.area_id
            ),
            says=_says(area),
            stalled=bool(area.findings),
        )
        for area in gathered.areas
    ]
    document, asof = gathered.document, gathered.asof
    return build_figure(groups, document.published_on, asof.day, is_today=asof.is_today, size=PRINTED)


def _lane(gathered: Gathered, stall: Stall) -> LaneInput:
    since = {finding.rule: finding.since for finding in stall.findings}
    recommendation_id = stall.figures.recommendation_id
    return lane_input(
        stall.figures,
        gathered.links.get(recommendation_id, ()),
        gathered.milestones.get(recommendation_id, ()),
        gathered.definitions[recommendation_id],
        silent_since=since.get(SILENT),
        no_advance_since=since.get(NO_ADVANCE),
    )


def _says(area: AreaStall) -> str:
    if not area.unsettled:
        return "settled"
    if not area.stalled:
        return "none stalled"
    return f"{figures(area.stalled)} of {figures(area.unsettled)} stalled"
