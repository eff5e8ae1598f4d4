"""What stands in the way of a run is told in one sentence, and the exit status is not 0."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.product import Product
from tracker.local import privileges, processes
from tracker.local.children import RoleChild
from tracker.local.environment import port
from tracker.local.errors import LocalError, from_log, from_os_error
from tracker.local.places import PROJECT, Places
from tracker.local.restarts import Restarts
from tracker.local.roles import Role


def _as_ordinary_user() -> list[str]:
    """Return what makes a command run without root's powers, where the suite has them."""
    return privileges.wrap(reaches=[Path(sys.executable).resolve(), PROJECT / "manage.py"])


def test_an_old_python_is_told_which_one_is_needed() -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 9, 2); sys.argv = ['x', 'run']; "
    program = pretend + "runpy.run_module('tracker.local', run_name='__main__')"
    done = subprocess.run(
        (sys.executable, "-c", program), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "Policy Tracker needs Python 3.11 or newer, and this is Python 3.9: "
        "name a newer one, as in `make run PYTHON=python3.12`."
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    product = Product(tmp_path / "data", prefix=_as_ordinary_user())
    product.output_in(tmp_path.parent)
    assert product.run() == 1
    assert product.output.strip() == (
        f"The folder {tmp_path / 'data'} cannot be written by this user; "
        "set TRACKER_DATA_DIR to one that can be written."
    )


@contextlib.contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield
    finally:
        subprocess.run(("umount", "-l", str(folder)), check=False)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with _small_disk(tmp_path / "disk", megabytes=20):
        product = Product(tmp_path / "disk" / "data")
        product.output_in(tmp_path)
        assert product.run() == 1
        last = product.output.strip().splitlines()[-1]
        assert last == (
            f"The disk that holds {product.places.data} is full; make room there and start again."
        )
        assert product.living() == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "is read-only"),
        (errno.EACCES, "cannot be written by this user"),
        (errno.EIO, "cannot be used"),
    ],
)
def test_an_error_of_the_system_becomes_a_sentence_about_the_folder(number: int, words: str) -> None:
    sentence = str(from_os_error(OSError(number, os.strerror(number)), "data"))
    assert words in sentence
    assert "data" in sentence


def test_a_full_disk_is_recognised_in_what_a_server_printed() -> None:
    assert "is full" in str(from_log("FATAL: could not write: No space left on device", "data"))
    assert from_log("LOG: all is well", "data") is None


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(LocalError, match="write a number from 1 to 65535"):
        port({"PORT": text})


def test_the_gaps_between_restarts_grow_and_the_fifth_death_in_a_minute_is_the_last() -> None:
    restarts = Restarts()
    assert [restarts.gap_after_death(now) for now in (0.0, 1.0, 3.0, 8.0)] == [0.5, 1, 2, 4]
    assert restarts.gap_after_death(59.0) is None


def test_deaths_that_lie_a_minute_back_are_forgotten() -> None:
    restarts = Restarts()
    assert [restarts.gap_after_death(60.0 * minute) for minute in range(7)] == [0.5] * 7


def test_a_process_that_keeps_dying_stops_the_whole_with_its_last_words(tmp_path: Path) -> None:
    places = Places(tmp_path)
    places.prepare()
    command = (sys.executable, "-c", "import sys; sys.exit('no luck today')")
    child = RoleChild(places, Role("web", "web", command, patience=1), os.environ)
    child.start()
    told = []
    for now in (0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0):
        assert processes.wait_until(lambda: not child.alive(), seconds=20)
        told += [child.look(now)]
    assert processes.wait_until(lambda: not child.alive(), seconds=20)
    with pytest.raises(LocalError, match=r"web died 5 times in 60 seconds.*no luck today"):
        child.look(32.0)
    assert told[0] == "web died; starting it again in 0.5 s"
    assert told[1] == "web started again"


def test_an_ordinary_user_can_run_it(tmp_path: Path) -> None:
    account = privileges.server_account()
    if account is not None:
        os.chown(tmp_path, account.uid, account.gid)
        for folder in (tmp_path.parent, tmp_path.parent.parent):
            folder.chmod(0o711)
    product = Product(tmp_path / "data", prefix=_as_ordinary_user())
    product.environ["TMPDIR"] = str(tmp_path)
    done = product.manage("dbshell", "--", "-X", "-A", "-t", "-c", "SELECT current_user")
    assert done.stdout.strip() == "tracker", done.stderr
    assert product.living() == []
