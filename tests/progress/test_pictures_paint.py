"""Both paints draw the one geometry: pages by classes, files with colours written in."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given, settings

from tests.progress.test_pictures import PUBLISHED, UNTIL, lane, many_marks, mark
from tracker.progress import paint
from tracker.progress.pictures import (
    PRINTED,
    MarkInput,
    MilestoneInput,
    StatusInput,
    axis_names,
    build_lane,
    build_scale,
)
from tracker.progress.pictures.data import STATUS_WORDS

ROOT = Path(__file__).parents[2]


def full_lane() -> str:
    late = MilestoneInput("A & B", (), date(2025, 12, 31), date(2024, 12, 31), overdue=True)
    told = lane(
        mark(date(2024, 1, 1), weight=4, uncertain=True, earliest=date(2023, 1, 1), approximate=True),
        mark(date(2019, 1, 1), "context", background=True),
        mark(date(2025, 1, 1), "sets-back", reported=True),
        title="Talks <with> “quotes” & more",
        milestones=(late, MilestoneInput("met", ((date(2024, 1, 1), True), (date(2025, 1, 1), False)))),
        statuses=tuple(
            StatusInput(date(2023, month, 1), status) for month, status in enumerate(STATUS_WORDS, 1)
        ),
        silent_since=date(2025, 1, 1),
        no_advance_since=date(2024, 1, 1),
        checks=(date(2025, 6, 1),),
    )
    return paint.paint_lane(build_lane(told, build_scale(PUBLISHED, UNTIL, [told]), PRINTED), 520)


def test_the_pages_shapes_are_the_geometrys() -> None:
    page = (ROOT / "templates/components/svg/defs.html").read_text()
    assert paint.definitions() in page


def test_a_painted_lane_stands_alone() -> None:
    svg = full_lane()
    root = ElementTree.fromstring(svg)
    assert root.get("height") == "35"
    assert not re.search(r"var\(|class=|style=|%|href", svg)


@settings(max_examples=25)
@given(many_marks)
def test_any_lane_is_painted_as_well_formed_svg(found: list[MarkInput]) -> None:
    told = lane(*found)
    drawn = build_lane(told, build_scale(PUBLISHED, UNTIL, [told]), PRINTED)
    root = ElementTree.fromstring(paint.paint_lane(drawn, 500))
    assert len(list(root.iter("{http://www.w3.org/2000/svg}title"))) == 1


def test_typst_takes_the_painted_pictures() -> None:
    scale = build_scale(PUBLISHED, UNTIL, [lane(mark(date(2019, 1, 1)))])
    pictures = [
        full_lane(),
        paint.paint_axis(axis_names(scale), "today", scale.published_x, 520),
        paint.paint_disc("partly-implemented"),
        paint.paint_mark("sets-back", "major"),
        paint.paint_milestone("unmet"),
        paint.paint_hatch(),
    ]
    each = '#image(bytes(sys.inputs.p{}), format: "svg", alt: "x")'
    source = "\n".join(each.format(n) for n in range(len(pictures)))
    inputs = {f"p{n}": svg for n, svg in enumerate(pictures)}
    pdf = typst.compile(source.encode(), sys_inputs=inputs)
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("status", STATUS_WORDS)
def test_every_status_has_a_disc(status: str) -> None:
    assert "<circle" in paint.paint_disc(status)
