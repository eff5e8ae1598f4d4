"""Loads by real commands: exit statuses, two at once, and one beside somebody who is editing."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from tests.documents.small import FILES, changed
from tests.support import stack
from tests.support.stack import Stack
from tracker.local import processes


@pytest.fixture
def machine(template_database: str, tmp_path: Path) -> Iterator[Stack]:
    with stack.running(tmp_path / "data", []) as running:
        yield running


def written(folder: Path, files: dict[str, str] = FILES) -> str:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def count(machine: Stack, table: str) -> int:
    with contextlib.closing(psycopg2.connect(machine.environ["DATABASE_URL"])) as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT count(*) FROM {table}")
        found: int = cursor.fetchone()[0]
    return found


def test_errors_exit_1_and_things_told_exit_0(machine: Stack, tmp_path: Path) -> None:
    good = written(tmp_path / "good")
    done = machine.manage("load_package", good)
    assert done.stdout.startswith("plan-2020: ")
    fewer = changed((FILES["links.csv"].splitlines()[-1] + "\n", ""))
    told = machine.manage("load_package", written(tmp_path / "fewer", fewer))
    assert "is no longer in the package; it stays" in told.stdout
    broken = machine.manage(
        "load_package", written(tmp_path / "broken", changed(("2020-05~", "soon"))), check=False
    )
    assert broken.returncode == 1
    assert broken.stdout == ""
    assert "developments.csv, line 5, date: " in broken.stderr
    nowhere = machine.manage("load_package", str(tmp_path / "nowhere"), check=False)
    assert nowhere.returncode == 1
    assert "Traceback" not in nowhere.stderr
    dumped = machine.manage("dump_package", "plan-2020", str(tmp_path / "dumped.zip"))
    assert dumped.stdout == f"{tmp_path / 'dumped.zip'}\n"
    assert "nothing has changed" in machine.manage("load_package", dumped.stdout.strip()).stdout


def test_two_loads_at_once_leave_one_document(machine: Stack, tmp_path: Path) -> None:
    folder = written(tmp_path / "package")
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _number: machine.manage("load_package", folder), range(2)))
    assert sorted("nothing has changed" in done.stdout for done in both) == [False, True]
    assert count(machine, "documents_document") == 1
    assert count(machine, "developments_link") == 3
    assert count(machine, "documents_packageload") == 1


def test_a_load_waits_for_who_is_editing_and_leaves_what_they_wrote(machine: Stack, tmp_path: Path) -> None:
    machine.manage("load_package", written(tmp_path / "first"))
    second = written(tmp_path / "second", changed(("Tariffs are cut", "Tariffs are cut by half")))
    with (
        contextlib.closing(psycopg2.connect(machine.environ["DATABASE_URL"])) as editing,
        ThreadPoolExecutor(1) as pool,
    ):
        cursor = editing.cursor()
        cursor.execute("UPDATE developments_development SET title = 'Mine' WHERE key = 'tariff-cut'")
        load = pool.submit(machine.manage, "load_package", second)
        wait_until_blocked(machine, load)
        editing.commit()
        done: subprocess.CompletedProcess[str] = load.result(timeout=60)
    assert "title stands as “Mine”, not “Tariffs are cut by half”" in done.stdout


def wait_until_blocked(machine: Stack, load: Future[subprocess.CompletedProcess[str]]) -> None:
    """Wait until the load waits for a row."""

    def waits() -> bool:
        return count(machine, "pg_locks WHERE NOT granted") > 0

    assert processes.wait_until(lambda: waits() or load.done(), seconds=60)
    assert not load.done(), f"the load did not wait: {load.result()}"
