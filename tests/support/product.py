"""``make run`` as somebody types it: on a data folder and a port of its own, its output kept."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support import environment
from tracker.local import processes
from tracker.local.places import PROJECT, Places
from tracker.local.roles import mark
from tracker.local.servers import Servers
from tracker.local.web import answers

UP = "Policy Tracker is at"


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """One data folder, and the product on it while it runs."""

    def __init__(self, data: Path, port: int | None = None, *, prefix: Sequence[str] = ()) -> None:
        """``prefix`` goes before every command, to run it as somebody else."""
        self.prefix = tuple(prefix)
        self.places = Places(data.resolve())
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._output = data.parent / f"{data.name}.out"
        given = {name: value for name, value in os.environ.items() if not name.startswith(environment.OURS)}
        self.environ = {
            **given,
            "TRACKER_DATA_DIR": str(data),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
            "PYTHON": sys.executable,
        }

    @property
    def servers(self) -> Servers:
        """Return its embedded servers, to look at."""
        return Servers(self.places)

    def output_in(self, folder: Path) -> None:
        """Keep what it says in another folder, where its own cannot be written."""
        self._output = folder / self._output.name

    @property
    def output(self) -> str:
        """Return what it told the terminal so far."""
        return self._output.read_text(encoding="utf-8") if self._output.exists() else ""

    def start(self, *command: str) -> None:
        """Start it, by default as ``make run`` does once all is installed."""
        with self._output.open("ab") as output:
            self.process = subprocess.Popen(
                (*self.prefix, *(command or (sys.executable, "-m", "tracker.local", "run"))),
                env=self.environ,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_up(self) -> None:
        """Wait until it says its address."""
        process, before = self.process, self.output.count(UP)
        assert process is not None
        processes.wait_until(
            lambda: self.output.count(UP) > before or process.poll() is not None, seconds=120
        )
        assert self.output.count(UP) > before, self.output
        assert answers(self.port)

    def wait_until_ended(self) -> int:
        """Wait until it has ended; return its exit status."""
        assert self.process is not None
        return self.process.wait(60)

    def run(self) -> int:
        """Start it where it cannot come up; return its exit status."""
        self.start()
        return self.wait_until_ended()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, as Ctrl-C or a service manager does."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.wait_until_ended()

    def living(self) -> list[int]:
        """Return all living processes of this data folder: servers, web, worker, beat and their children."""
        return sorted({*processes.marked(mark(self.places)), *processes.marked(str(self.places.data))})

    def kill_supervisor(self) -> None:
        """Kill the supervisor alone, so that everything else is left without care."""
        lock = self.places.run / "supervisor.lock"
        pid = int(lock.read_text(encoding="ascii") or 0) if lock.exists() else 0
        if pid and processes.mentions(pid, "tracker.local"):
            processes.send(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(10)

    def kill_everything(self) -> None:
        """Kill the supervisor and all else, as the power would."""
        self.kill_supervisor()
        for pid in self.living():
            processes.send(pid, signal.SIGKILL)
        assert processes.wait_until(lambda: not self.living(), seconds=10), self.living()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a manage.py command on this data folder."""
        return subprocess.run(
            (*self.prefix, sys.executable, "manage.py", *arguments),
            env=self.environ,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
