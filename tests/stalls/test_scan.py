"""The scan opens a flag once, renews it in place, and resolves it naming what ended it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.support.shipped import chun_2022
from tests.support.worlds import WDocument, WLink, World, WRecommendation, save
from tracker.accounts.models import User
from tracker.core import clock
from tracker.core.errors import Conflict, InvalidInput, NotAllowed
from tracker.developments.models import Development, Link
from tracker.documents.models import Area, Recommendation
from tracker.progress.models import Assessment
from tracker.stalls import flags as flag_reads
from tracker.stalls import scanning, services, signals
from tracker.stalls.models import Flag, Mark, Scan, StallPolicy

pytestmark = pytest.mark.django_db

PUBLISHED = dt.date(2022, 8, 10)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed_at(NOON):
        yield


def _quiet_world() -> None:
    """One recommendation that had an advance long ago."""
    link = WLink("d1", "advances", dt.date(2024, 1, 1))
    save(World([WDocument("doc", PUBLISHED, [WRecommendation("r1", "R1", "defence", links=[link])])]))


def _publish(day: dt.date, effect: int = 1, key: str = "d2", at: dt.datetime = NOON) -> Link:
    development = Development.objects.create(
        key=key, title=key, kind="other", date=day.isoformat(), earliest=day, latest=day,
        state="published", published_at=at,
    )  # fmt: skip
    return Link.objects.create(
        development=development, recommendation=Recommendation.objects.get(), effect=effect, weight=1,
        earliest=day, latest=day, standing="confirmed", published_at=at,
    )  # fmt: skip


def _unresolved() -> set[tuple[str, str]]:
    rows = Flag.objects.exclude(state="resolved").order_by("id")
    return {("area" if flag.area_id else "rec", flag.rule) for flag in rows}


QUIET = {("rec", "silent"), ("rec", "no-advance"), ("area", "silent"), ("area", "recommendations-stalled")}


def test_flags_open_once_however_often_the_scan_runs() -> None:
    _quiet_world()
    first = services.scan()
    assert first is not None
    assert first.opened == 4
    assert _unresolved() == QUIET
    again = services.scan()
    assert again is not None
    assert (again.opened, again.resolved, again.reopened) == (0, 0, 0)
    assert Flag.objects.count() == 4
    assert Scan.objects.count() == 2


def test_a_flag_is_renewed_in_place() -> None:
    _quiet_world()
    services.scan()
    before = Flag.objects.get(recommendation__isnull=False, rule="silent")
    with clock.fixed_at(NOON + dt.timedelta(days=1)):
        services.scan()
    after = Flag.objects.get(pk=before.pk)
    assert after.opened_at == before.opened_at
    assert after.numbers["days"] == before.numbers["days"] + 1
    assert after.reason != before.reason


def test_a_published_development_resolves_what_it_answers_and_is_named() -> None:
    _quiet_world()
    services.scan()
    assert Mark.objects.count() == 0
    _publish(dt.date(2026, 11, 1), effect=0)
    assert Mark.objects.count() == 1
    result = services.scan_marked()
    assert result is not None
    assert (result.opened, result.resolved) == (0, 2)
    resolved = Flag.objects.filter(state="resolved")
    assert {flag.rule for flag in resolved} == {"silent"}
    assert {flag.resolved_by.key for flag in resolved if flag.resolved_by} == {"d2"}
    assert Mark.objects.count() == 0


def test_the_last_published_is_named_where_several_answered() -> None:
    _quiet_world()
    services.scan()
    _publish(dt.date(2026, 11, 20), key="d2", at=NOON)
    _publish(dt.date(2026, 11, 10), key="d3", at=NOON + dt.timedelta(seconds=1))
    _publish(dt.date(2024, 11, 10), key="too-old", at=NOON + dt.timedelta(seconds=2))
    services.scan()
    assert _unresolved() == set()
    assert {flag.resolved_by.key for flag in Flag.objects.all() if flag.resolved_by} == {"d3"}


def test_a_retraction_that_ends_a_flag_is_named() -> None:
    links = [WLink(f"s{n}", "sets-back", dt.date(2026, 11, n + 1), "major") for n in range(3)]
    save(World([WDocument("doc", PUBLISHED, [WRecommendation("r1", "R1", "defence", links=links)])]))
    services.scan()
    assert ("rec", "reversing") in _unresolved()
    Link.objects.filter(development__key="s1").update(retracted_at=NOON)
    services.scan_marked()
    flag = Flag.objects.get(rule="reversing")
    assert flag.state == "resolved"
    assert flag.resolved_by is not None
    assert flag.resolved_by.key == "s1"
    assert "retracted" in flag.resolution


def test_an_assessment_that_settles_names_no_development() -> None:
    _quiet_world()
    services.scan()
    Assessment.objects.create(
        recommendation=Recommendation.objects.get(), date=dt.date(2026, 11, 23), status="implemented",
        rationale="Done.", published_at=NOON,
    )  # fmt: skip
    services.scan_marked()
    assert _unresolved() == set()
    flag = Flag.objects.get(recommendation__isnull=False, rule="silent")
    assert flag.resolved_by is None
    assert flag.resolution == "It was judged implemented."


def test_a_policy_that_ends_a_flag_says_so() -> None:
    _quiet_world()
    services.scan()
    StallPolicy.objects.create(silent_days=5000, no_advance_days=5000, area_days=5000)
    services.scan_marked()
    assert _unresolved() == set()
    assert {flag.resolved_by for flag in Flag.objects.all()} == {None}


def test_a_flag_that_returns_within_a_month_is_the_same_flag() -> None:
    _quiet_world()
    services.scan()
    link = _publish(dt.date(2026, 11, 1))
    services.scan()
    assert _unresolved() == set()
    Link.objects.filter(pk=link.pk).update(retracted_at=NOON + dt.timedelta(minutes=1))
    with clock.fixed_at(NOON + dt.timedelta(days=3)):
        result = services.scan_marked()
    assert result is not None
    assert (result.opened, result.reopened) == (0, 4)
    assert Flag.objects.count() == 4
    assert Flag.objects.exclude(resolved_by=None).count() == 0
    assert Flag.objects.exclude(reopened_at=None).count() == 4


def test_a_flag_that_returns_later_is_another() -> None:
    _quiet_world()
    services.scan()
    link = _publish(dt.date(2026, 11, 1))
    services.scan()
    Link.objects.filter(pk=link.pk).update(retracted_at=NOON + dt.timedelta(minutes=1))
    with clock.fixed_at(NOON + dt.timedelta(days=40)):
        result = services.scan()
    assert result is not None
    assert (result.opened, result.reopened) == (4, 0)


def test_news_is_told_with_the_flags_that_opened_and_resolved() -> None:
    heard: dict[str, list[int]] = {}

    def opened(flag_ids: list[int], **_: Any) -> None:
        heard["opened"] = flag_ids

    def resolved(flag_ids: list[int], **_: Any) -> None:
        heard["resolved"] = flag_ids

    signals.flags_opened.connect(opened)
    signals.flags_resolved.connect(resolved)
    try:
        _quiet_world()
        services.scan()
        assert len(heard["opened"]) == 4
        _publish(dt.date(2026, 11, 1))
        services.scan()
        assert sorted(heard["resolved"]) == heard["opened"]
    finally:
        signals.flags_opened.disconnect(opened)
        signals.flags_resolved.disconnect(resolved)


def test_marks_written_while_a_scan_reads_are_left_for_the_next() -> None:
    _quiet_world()
    services.scan()
    marks_before = scanning.read_marks()
    _publish(dt.date(2026, 11, 1))
    scanning.delete_marks(marks_before)
    assert Mark.objects.count() == 1


def test_nothing_marked_is_nothing_to_do() -> None:
    _quiet_world()
    services.scan()
    assert services.scan_marked() is None
    assert Scan.objects.count() == 1


def test_the_command_prints_the_unresolved_flags_alone() -> None:
    save(chun_2022())
    out = StringIO()
    call_command("scan_stalls", format="json", stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["as_of"], answer["resolved"], answer["reopened"]) == ("2026-11-24", 0, 0)
    assert answer["opened"] == len(answer["flags"]) == Flag.objects.count()
    assert answer["flags"][0]["subject"] == "recommendation:chun-2022/acknowledge-perspectives"
    assert set(answer["flags"][0]) == {
        "subject", "rule", "since", "state", "reason", "opened_at", "resolved_at", "resolved_by",
    }  # fmt: skip
    assert {flag["state"] for flag in answer["flags"]} == {"open"}


def test_a_dry_run_prints_the_same_and_keeps_nothing() -> None:
    save(chun_2022())
    marks = Mark.objects.count()
    out = StringIO()
    call_command("scan_stalls", dry_run=True, format="json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["opened"] == len(answer["flags"]) > 0
    assert (Flag.objects.count(), Scan.objects.count(), Mark.objects.count()) == (0, 0, marks)


def test_another_day_shows_that_days_findings_and_keeps_nothing() -> None:
    save(chun_2022())
    out = StringIO()
    call_command("scan_stalls", as_of="2024-03-01", format="json", stdout=out)
    answer = json.loads(out.getvalue())
    assert Flag.objects.count() == Scan.objects.count() == 0
    found = [
        (flag["subject"].removeprefix("recommendation:chun-2022/"), flag["rule"]) for flag in answer["flags"]
    ]
    assert found == [
        ("rok-recognise-mechanism", "silent"),
        ("rok-open-agenda", "silent"),
        ("rok-open-agenda", "no-advance"),
        ("japan-diversify-nk", "no-advance"),
        ("area:north-korea-policy", "recommendations-stalled"),
    ]


def test_both_commands_print_a_table_too() -> None:
    save(chun_2022())
    out = StringIO()
    call_command("scan_stalls", stdout=out)
    assert "recommendation:chun-2022/gradual-agenda" in out.getvalue()
    out = StringIO()
    call_command("show_progress", "chun-2022", as_of="2026-11-24", stdout=out)
    assert "partly-implemented" in out.getvalue()


def _user(role: str) -> User:
    return User.objects.create(username=role, role=role)


def test_acknowledging_takes_all_flags_of_a_recommendation_and_none_of_its_area() -> None:
    _quiet_world()
    services.scan()
    user = _user("analyst")
    services.acknowledge(user=user, subject=Recommendation.objects.get(), cause="politics", note="Elections.")
    states = {(flag.area_id is None, flag.state) for flag in Flag.objects.all()}
    assert states == {(True, "acknowledged"), (False, "open")}
    flag = Flag.objects.filter(state="acknowledged").first()
    assert flag is not None
    assert (flag.cause, flag.note, flag.handled_by) == ("politics", "Elections.", user)
    services.scan()
    assert Flag.objects.filter(state="acknowledged").count() == 2
    services.reopen(user=user, subject=Recommendation.objects.get())
    assert Flag.objects.filter(state="open").count() == 4


def test_only_an_editor_handles_an_areas_flags_and_a_reader_none() -> None:
    _quiet_world()
    services.scan()
    area = Area.objects.get()
    with pytest.raises(NotAllowed):
        services.acknowledge(user=_user("analyst"), subject=area, cause="law")
    with pytest.raises(NotAllowed):
        services.snooze(user=_user("reader"), subject=Recommendation.objects.get())
    assert len(services.acknowledge(user=_user("editor"), subject=area, cause="law")) == 2


def test_a_cause_and_a_day_to_come_are_asked() -> None:
    _quiet_world()
    services.scan()
    user, subject = _user("analyst"), Recommendation.objects.get()
    with pytest.raises(InvalidInput):
        services.acknowledge(user=user, subject=subject, cause="laziness")
    with pytest.raises(InvalidInput):
        services.snooze(user=user, subject=subject, until=NOON.date())


def test_nothing_to_handle_is_told() -> None:
    _quiet_world()
    with pytest.raises(Conflict):
        services.snooze(user=_user("analyst"), subject=Recommendation.objects.get())


def test_a_snooze_ends_on_its_day() -> None:
    _quiet_world()
    services.scan()
    until = NOON.date() + dt.timedelta(days=30)
    services.snooze(user=_user("analyst"), subject=Recommendation.objects.get(), until=until)
    with clock.fixed_at(NOON + dt.timedelta(days=29)):
        services.scan()
    assert Flag.objects.filter(state="snoozed").count() == 2
    with clock.fixed_at(NOON + dt.timedelta(days=30)):
        services.scan()
    assert Flag.objects.filter(state="open").count() == 4


def test_a_snooze_without_a_day_ends_with_a_later_development() -> None:
    _quiet_world()
    services.scan()
    services.snooze(user=_user("analyst"), subject=Recommendation.objects.get())
    _publish(dt.date(2026, 5, 1), effect=0, key="late")
    services.scan()
    assert Flag.objects.filter(state="snoozed").count() == 2
    with clock.fixed_at(NOON + dt.timedelta(days=400)):
        _publish(NOON.date() + dt.timedelta(days=10), effect=0, key="newer", at=clock.now())
        services.scan()
    assert Flag.objects.filter(state="snoozed").count() == 0


def test_every_change_of_a_flag_stands_in_history() -> None:
    _quiet_world()
    services.scan()
    services.acknowledge(user=_user("analyst"), subject=Recommendation.objects.get(), cause="law")
    flag = Flag.objects.filter(recommendation__isnull=False).first()
    assert flag is not None
    from django.apps import apps

    events = apps.get_model("stalls", "FlagEvent").objects.filter(pgh_obj_id=flag.pk)
    assert [event.state for event in events.order_by("pgh_id")] == ["open", "acknowledged"]


def test_the_count_in_the_top_bar_is_of_recommendations() -> None:
    _quiet_world()
    services.scan()
    assert flag_reads.open_recommendations() == 1


def test_bulk_changes_of_definitions_are_marked_too() -> None:
    _quiet_world()
    services.scan()
    Recommendation.objects.update(target_date=dt.date(2026, 1, 1))
    services.scan_marked()
    assert ("rec", "overdue") in _unresolved()
    other = Area.objects.create(key="other", name="Other")
    Recommendation.objects.update(area=other)
    assert {mark.area_id for mark in Mark.objects.all()} == set(Area.objects.values_list("id", flat=True))
