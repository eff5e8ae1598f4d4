"""The pictures' geometry: facts in, placed shapes out; no colour, no query, no Django (pure)."""

from tracker.progress.pictures.bands import Bands, build_bands, daily_moves
from tracker.progress.pictures.boxes import DevelopmentBox, development_boxes
from tracker.progress.pictures.data import (
    LaneInput,
    MarkInput,
    MilestoneInput,
    QuarterSum,
    StatusInput,
    Totals,
    in_box_order,
)
from tracker.progress.pictures.evidence import (
    EvidenceBar,
    EvidenceScale,
    WeightBar,
    build_evidence_bar,
    build_weight_bar,
    evidence_scale,
    weights_of,
)
from tracker.progress.pictures.figure import Figure, Group, GroupInput, build_figure
from tracker.progress.pictures.folds import FoldInput, StatusCount, discs
from tracker.progress.pictures.heading import Moved
from tracker.progress.pictures.lanes import build_lane, sentence
from tracker.progress.pictures.quarters import quarter_starts
from tracker.progress.pictures.scale import TimeScale, axis_names, build_scale
from tracker.progress.pictures.shapes import BANDED, COMPACT, FULL, LISTED, PRINTED, Lane, LaneSize
from tracker.progress.pictures.sparkline import Sparkline, build_sparklines, momentum_at_samples
from tracker.progress.pictures.table import Row, table_rows

__all__ = [
    "BANDED",
    "COMPACT",
    "FULL",
    "LISTED",
    "PRINTED",
    "Bands",
    "DevelopmentBox",
    "EvidenceBar",
    "EvidenceScale",
    "Figure",
    "FoldInput",
    "Group",
    "GroupInput",
    "Lane",
    "LaneInput",
    "LaneSize",
    "MarkInput",
    "MilestoneInput",
    "Moved",
    "QuarterSum",
    "Row",
    "Sparkline",
    "StatusCount",
    "StatusInput",
    "TimeScale",
    "Totals",
    "WeightBar",
    "axis_names",
    "build_bands",
    "build_evidence_bar",
    "build_figure",
    "build_lane",
    "build_scale",
    "build_sparklines",
    "build_weight_bar",
    "daily_moves",
    "development_boxes",
    "discs",
    "evidence_scale",
    "in_box_order",
    "momentum_at_samples",
    "quarter_starts",
    "sentence",
    "table_rows",
    "weights_of",
]
