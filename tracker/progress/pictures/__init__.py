"""The pictures' geometry: facts in, placed shapes out; no colour, no query, no Django (pure)."""

from tracker.progress.pictures.bands import Bands, build_bands, daily_moves
from tracker.progress.pictures.boxes import DevelopmentBox, development_boxes
from tracker.progress.pictures.data import LaneInput, MarkInput, MilestoneInput, StatusInput, in_box_order
from tracker.progress.pictures.evidence import (
    EvidenceBar,
    EvidenceScale,
    build_evidence_bar,
    evidence_scale,
    weights_of,
)
from tracker.progress.pictures.figure import Figure, Group, GroupInput, build_figure
from tracker.progress.pictures.lanes import build_lane, sentence
from tracker.progress.pictures.scale import TimeScale, axis_names, build_scale
from tracker.progress.pictures.shapes import BANDED, FULL, LISTED, PRINTED, Lane, LaneSize
from tracker.progress.pictures.sparkline import Sparkline, build_sparklines
from tracker.progress.pictures.table import Row, table_rows

__all__ = [
    "BANDED",
    "FULL",
    "LISTED",
    "PRINTED",
    "Bands",
    "DevelopmentBox",
    "EvidenceBar",
    "EvidenceScale",
    "Figure",
    "Group",
    "GroupInput",
    "Lane",
    "LaneInput",
    "LaneSize",
    "MarkInput",
    "MilestoneInput",
    "Row",
    "Sparkline",
    "StatusInput",
    "TimeScale",
    "axis_names",
    "build_bands",
    "build_evidence_bar",
    "build_figure",
    "build_lane",
    "build_scale",
    "build_sparklines",
    "daily_moves",
    "development_boxes",
    "evidence_scale",
    "in_box_order",
    "sentence",
    "table_rows",
    "weights_of",
]
