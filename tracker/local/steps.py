"""The steps before the product serves: processes that run once and must succeed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Mapping

from tracker.local import processes
from tracker.local.errors import LocalError, from_log
from tracker.local.locks import FileLock
from tracker.local.places import PROJECT, Places
from tracker.local.roles import python

_STEP = "step: "


def build_assets(places: Places, environ: Mapping[str, str]) -> None:
    """Make the static files from the installed packages; quick where nothing changed."""
    folder = PROJECT / "build"
    folder.mkdir(exist_ok=True)
    # Two runs on two data folders share these files; where nothing can be written, nothing needs a lock.
    lock = FileLock(folder / "assets.lock") if os.access(folder, os.W_OK) else contextlib.nullcontext()
    with lock:
        _step("The static files", places, python(places, "manage.py", "build_assets"), environ, _ignore)


def set_up(places: Places, environ: Mapping[str, str], say: Callable[[str], None]) -> str:
    """Bring the database up to date; return "name<TAB>password" where a password was made up."""
    command = python(places, "-m", "tracker.local.setup")
    return _step("Setting up the database", places, command, environ, say)


def _ignore(text: str) -> None:
    """Tell nobody."""


def _step(
    title: str,
    places: Places,
    command: list[str],
    environ: Mapping[str, str],
    say: Callable[[str], None],
) -> str:
    """Run a process; pass its steps on as they come, keep the rest in a log, return its standard output."""
    log = places.log / "setup.log"
    processes.rotate(log)
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(environ),
        cwd=PROJECT,
        text=True,
        start_new_session=True,
    )
    said = []
    try:
        with log.open("a", encoding="utf-8") as kept:
            for line in process.stderr or ():
                if line.startswith(_STEP):
                    say(line.removeprefix(_STEP).rstrip())
                said.append(line)
                kept.write(line)
        answer = process.stdout.read().strip() if process.stdout else ""
        process.wait()
    finally:
        processes.end_group(process, first=signal.SIGTERM, seconds=3)
    if process.returncode:
        text = "".join(said[-40:])
        reason = said[-1].strip().removeprefix("error: ") if said else f"it ended with {process.returncode}"
        raise from_log(text, places.data) or LocalError(f"{title} failed: {reason} (all of it is in {log}).")
    return answer
