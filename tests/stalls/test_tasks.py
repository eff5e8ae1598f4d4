"""Tasks are thin, and a broker that is away troubles nobody."""

from __future__ import annotations

import datetime as dt
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from kombu import Connection

from tests.support.worlds import WDocument, World, WRecommendation, save
from tracker.core import clock, nudges
from tracker.core.health import report
from tracker.developments.signals import evidence_changed
from tracker.documents.models import Area
from tracker.stalls import scanning, services, tasks
from tracker.stalls.models import Flag, Mark, Scan

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that were sent."""
    names: list[str] = []
    for task in (tasks.scan_all, tasks.scan_marked):
        monkeypatch.setattr(task, "apply_async", lambda *_, name=task.name, **__: names.append(name))
    return names


def _quiet_world() -> None:
    save(World([WDocument("doc", dt.date(2022, 1, 1), [WRecommendation("r1", "R1", "defence")])]))


def test_a_change_nudges_a_worker_once_it_is_committed(
    sent: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        evidence_changed.send(sender=None, recommendation_ids={1}, development_ids=[1], why="published")
        assert sent == []
    assert sent == ["tracker.stalls.tasks.scan_marked"]


def test_a_broker_that_is_away_is_only_logged_and_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    with Connection(
        f"redis+socket://{tmp_path}/nobody.sock", transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS
    ) as away:
        monkeypatch.setattr(tasks.scan_marked, "apply_async", partial(_publish, away))
        nudges.send(tasks.scan_marked)
    assert "the next tick does it" in caplog.text
    assert sum(waits) <= 0.5


def _publish(connection: Connection, **_: Any) -> None:
    """Publish as Celery does, on a broker of the test's own."""
    connection.default_channel  # noqa: B018 - reading it connects


def test_the_tick_takes_what_is_marked_and_asks_for_a_full_scan_that_is_overdue(sent: list[str]) -> None:
    _quiet_world()
    with clock.fixed_at(NOON):
        tasks.scan_marked()
        assert Flag.objects.exists()
        assert sent == ["tracker.stalls.tasks.scan_all"]
        tasks.scan_all()
        sent.clear()
        tasks.scan_marked()
        assert sent == []
    with clock.fixed_at(NOON + dt.timedelta(minutes=61)):
        tasks.scan_marked()
    assert sent == ["tracker.stalls.tasks.scan_all"]


def test_health_is_red_when_scans_stop_coming() -> None:
    assert report()["scan"] == {"ok": True, "last_completed_at": None}
    with clock.fixed_at(NOON):
        services.scan()
        assert report()["scan"]["ok"]
    with clock.fixed_at(NOON + dt.timedelta(minutes=121)):
        assert not report()["scan"]["ok"]
    Scan.objects.all().delete()


def test_what_was_touched_while_a_scan_ran_is_asked_for_at_its_end(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _quiet_world()
    area = Area.objects.get()
    whole = services.scan

    def scan_and_somebody_writes() -> services.ScanResult | None:
        result = whole()
        Mark.objects.create(area_id=area.pk, why="published")
        return result

    monkeypatch.setattr(services, "scan", scan_and_somebody_writes)
    tasks.scan_all()
    assert sent == ["tracker.stalls.tasks.scan_marked"]


def test_a_scan_that_found_another_running_asks_for_nothing(
    sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _quiet_world()
    services.scan()
    Mark.objects.create(area_id=Area.objects.get().pk, why="published")
    monkeypatch.setattr(scanning, "try_lock", lambda: False)
    tasks.scan_all()
    tasks.scan_marked()
    assert sent == []
