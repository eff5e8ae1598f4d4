"""What a package says of settled judgements: read, kept through a dump, refused where it cannot be."""

from __future__ import annotations

import pytest

from tests.documents.small import changed, dump, everything, load, refused
from tests.support.people import person
from tracker.documents.models import Recommendation
from tracker.progress import services
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db

FIRST = (
    "      - {date: 2020-06-01, status: in-progress, rationale: They talk., confidence: low, "
    "cites: [talks-begin]}\n"
)
MORE = """\
      - {date: 2020-06-10, status: reversed, rationale: They stopped.}
      - {date: 2020-06-20, status: in-progress, rationale: On again., settles: [2020-06-10, 2020-06-01]}
"""
FILES = changed((FIRST, FIRST + MORE))


def days(assessment: Assessment) -> list[str]:
    rows = assessment.settlement_rows.order_by("position")
    return [row.named.date.isoformat() for row in rows.select_related("named")]


def test_a_dump_says_the_same_and_loads_to_the_same() -> None:
    load(FILES)
    assert days(Assessment.objects.get(date="2020-06-20")) == ["2020-06-10", "2020-06-01"]
    written = dump()
    assert "settles" in written["document.yaml"]
    before = everything()
    assert not load(written).changed
    assert not load(FILES).changed
    assert everything() == before
    assert dump() == written


def test_a_changed_one_is_named_by_its_day_and_the_naming_is_no_change() -> None:
    load(FILES)
    named = Assessment.objects.get(date="2020-06-10")
    load(changed(("They stopped.", "They stopped talking."), files=FILES))
    settling = Assessment.objects.get(date="2020-06-20")
    assert settling.settles.filter(pk=named.pk).exists()
    assert dump()["document.yaml"].count("settles") == 1
    load(changed(("They stopped.", "They stopped talking."), ("On again.", "On once more."), files=FILES))
    newest = Assessment.objects.get(date="2020-06-20", retracted_at=None)
    assert newest.succeeds == settling
    assert newest.settles.get(date="2020-06-10").retracted_at is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "settles: [2020-06-10, 2020-06-01]",
            "settles: [2020-06-11]",
            "The team has no assessment of 2020-06-11",
        ),
        ("settles: [2020-06-10, 2020-06-01]", "settles: [2020-06-20]", "not of an earlier day"),
        ("settles: [2020-06-10, 2020-06-01]", "settles: [soon]", ""),
        ("judge: watchdog", "judge: watchdog\n        settles: [2020-06-01]", "Only the team's own"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, message: str) -> None:
    errors = refused(changed((old, new), files=FILES))
    assert any("settles" in str(error) and message in str(error) for error in errors)


def test_drafts_are_not_dumped_and_a_draft_survives_a_load() -> None:
    load(FILES)
    written = dump()
    recommendation = Recommendation.objects.get(key="open-markets")
    given = {"date": "2021-01-01", "status": "abandoned", "rationale": "They will not."}
    draft = services.save_draft(user=person(), recommendation=recommendation, given=given)
    assert dump() == written
    load(FILES)
    draft.refresh_from_db()
    assert draft.is_draft
