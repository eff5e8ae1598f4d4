"""Scans of real processes: two at once, one that waits its turn, one that is killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from tracker.local import processes
from tracker.stalls.scanning import LOCK

PROJECT = Path(__file__).parents[2]

_SET_UP = """
import django
django.setup()
from tests.support.shipped import chun_2022
from tests.support.worlds import save
save(chun_2022())
"""
_MARKED = """
import django
django.setup()
from tracker.stalls import services
print(services.scan_marked())
"""


class Place:
    """A database of the test's own, and the processes that work on it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.environ = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tracker.config.settings",
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a Python process beside the others."""
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=PROJECT, env=self.environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str) -> str:
        """Run a Python process to its end and return what it printed."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    @contextlib.contextmanager
    def connected(self) -> Iterator[Any]:
        """Yield a cursor of a connection of the test's own, committed at the end."""
        connection = psycopg2.connect(self.address)
        try:
            yield connection.cursor()
            connection.commit()
        finally:
            connection.close()

    def one(self, statement: str) -> Any:
        """Return the first value of a read."""
        with self.connected() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0]


@pytest.fixture
def place(cloned_database: str) -> Place:
    """The shipped package, not scanned yet."""
    made = Place(cloned_database)
    made.run("-c", _SET_UP)
    return made


SCAN = ("manage.py", "scan_stalls", "--format", "json")


def test_scans_at_once_open_each_flag_once(place: Place) -> None:
    running = [place.start(*SCAN) for _ in range(3)]
    answers = [json.loads(process.communicate(timeout=120)[0]) for process in running]
    flags = place.one("SELECT count(*) FROM stalls_flag")
    assert sorted(answer["opened"] for answer in answers) == [0, 0, flags]
    assert {len(answer["flags"]) for answer in answers} == {flags}
    assert place.one("SELECT count(*) FROM stalls_mark") == 0


def test_the_command_waits_for_its_turn_and_the_task_leaves(place: Place) -> None:
    with place.connected() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        waiting = place.start(*SCAN)
        _until(place, "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
        assert place.run("-c", _MARKED).strip() == "None"
        assert place.one("SELECT count(*) FROM stalls_mark") > 0
        assert waiting.poll() is None
    out, err = waiting.communicate(timeout=120)
    assert json.loads(out)["opened"] > 0, err


def test_a_killed_scan_leaves_its_work_for_the_next(place: Place) -> None:
    with place.connected() as cursor:
        # Nobody can write a heartbeat meanwhile, so the scan is held just before it commits.
        cursor.execute("LOCK TABLE stalls_scan IN ACCESS EXCLUSIVE MODE")
        held = place.start(*SCAN)
        _until(
            place, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'stalls_scan'::regclass"
        )
        held.send_signal(signal.SIGKILL)
        held.communicate(timeout=60)
    _until(place, "SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM pg_locks WHERE locktype = 'advisory'")
    assert place.one("SELECT count(*) FROM stalls_flag") == 0
    assert place.one("SELECT count(*) FROM stalls_mark") > 0
    answer = json.loads(place.run(*SCAN))
    assert answer["opened"] == len(answer["flags"]) > 0


def _until(place: Place, statement: str) -> None:
    """Wait until a count is there."""
    assert processes.wait_until(lambda: bool(place.one(statement)), seconds=60), statement
