"""Starting, finding and ending processes of ours, by what their command lines say."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_LOG_LIMIT = 10 * 2**20
_BEAT = 0.02


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    environ: Mapping[str, str],
    cwd: Path,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own (the terminal's Ctrl-C is for us alone), logging to a file."""
    rotate(log)
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environ),
            cwd=cwd,
            start_new_session=True,
            pass_fds=tuple(pass_fds),
        )


def rotate(log: Path) -> None:
    """Keep one older log beside the present one, so that a log never fills the disk."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > _LOG_LIMIT:
            log.replace(log.with_suffix(".1.log"))


def tail(log: Path, *, since: int = 0, limit: int = 4000) -> str:
    """Return the end of a log, of what came after ``since`` bytes."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(since if since <= size else 0, size - limit))
            return file.read().decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return ""


def command_line(pid: int) -> list[str] | None:
    """Return a living process's command line, or None where there is none (any user's may be read)."""
    if Path("/proc/self/stat").exists():
        try:
            raw = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return None
        return os.fsdecode(raw).split("\0") if raw else None  # a zombie's is empty
    listing = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return [listing] if listing else None


def mentions(pid: int, *words: str) -> bool:
    """Tell whether a living process's command line holds all these words: a recycled pid does not."""
    line = command_line(pid)
    return line is not None and all(any(word in part for part in line) for word in words)


def marked(mark: str) -> list[int]:
    """Return the living processes, ourselves left out, with this argument (children forked by one too)."""
    return [pid for pid in _all_pids() if pid != os.getpid() and mentions(pid, mark)]


def _all_pids() -> Iterator[int]:
    proc = Path("/proc")
    if (proc / "self/stat").exists():
        yield from (int(entry.name) for entry in proc.iterdir() if entry.name.isdigit())
        return
    listing = subprocess.run(["ps", "-axo", "pid="], capture_output=True, text=True, check=False).stdout
    yield from (int(word) for word in listing.split())


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait for a condition, and tell whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_BEAT)
    return True


def send(pid: int, number: int) -> None:
    """Signal a process that may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def end_group(process: subprocess.Popen[Any], *, first: int = signal.SIGTERM, seconds: float) -> None:
    """Ask a child to end; then end whatever of its session is left."""
    if process.poll() is None:
        send(process.pid, first)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    # Its group outlives it as long as a grandchild does; the number cannot be another's until then.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_marked(mark: str, *, seconds: float) -> int:
    """End processes that a killed run left behind; return how many there were."""
    found = marked(mark)
    for pid in found:
        send(pid, signal.SIGTERM)
    if found and not wait_until(lambda: not marked(mark), seconds=seconds):
        for pid in marked(mark):
            send(pid, signal.SIGKILL)
        wait_until(lambda: not marked(mark), seconds=5)
    return len(found)
