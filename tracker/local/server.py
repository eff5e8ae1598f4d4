"""What the two embedded servers have in common: found if alive, else started; ended by whoever is last."""

from __future__ import annotations

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path

from tracker.local import processes
from tracker.local.errors import LocalError, from_log, from_os_error
from tracker.local.places import Places

_READY_SECONDS = 90
_TRIES = 6


class Server(ABC):
    """One embedded server on one data folder."""

    name: str
    title: str
    stop_signal: signal.Signals

    def __init__(self, places: Places, *, disposable: bool = False) -> None:
        """``disposable`` is for tests: it ends with its parent and may lose data with the power."""
        self.places = places
        self.disposable = disposable
        self.pid: int | None = None
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Return its log file."""
        return self.places.log / f"{self.name}.log"

    @property
    @abstractmethod
    def url(self) -> str:
        """Return the address the product reaches it at."""

    @abstractmethod
    def command(self) -> list[str]:
        """Return what starts it."""

    @abstractmethod
    def environ(self) -> dict[str, str]:
        """Return its whole environment."""

    @abstractmethod
    def prepare(self) -> None:
        """Make its folders, and mend what a killed run left."""

    @abstractmethod
    def found(self) -> int | None:
        """Return the process already serving this folder, if one lives."""

    @abstractmethod
    def answers(self) -> bool:
        """Tell whether it takes requests now."""

    def after_start(self) -> None:  # noqa: B027 - most servers need nothing
        """Do what a server that answers still needs."""

    def repair(self, said: str) -> bool:
        """Given what it printed before giving up, mend it; tell whether that is worth another try."""
        return False

    def alive(self) -> bool:
        """Tell whether its process still runs, ours or adopted."""
        if self._child is not None:
            return self._child.poll() is None
        return self.pid is not None and processes.mentions(self.pid, str(self.places.data))

    def start(self) -> None:
        """Adopt the living server, or start one and wait until it answers."""
        self._child = None
        self.pid = self.found()
        if self.pid is None or not self._ready():
            self.stop()
            self._start_new()
        self.after_start()

    def _start_new(self) -> None:
        try:
            self.prepare()
        except OSError as error:
            raise from_os_error(error, self.places.data) from error
        said = ""
        for attempt in range(_TRIES):
            # A killed server can linger for a second and keep its folder; so a start is tried again.
            time.sleep(0.3 * attempt)
            begin = self.log.stat().st_size if self.log.exists() else 0
            self._child = processes.spawn(
                self.command(), log=self.log, environ=self.environ(), cwd=self.places.run
            )
            self.pid = self._child.pid
            if self._ready():
                return
            said = processes.tail(self.log, since=begin)
            self.stop()
            if reason := from_log(said, self.places.data):
                raise reason
            self.repair(said)
        last = said.splitlines()[-1] if said else "it printed nothing"
        raise LocalError(f"{self.title} did not start: {last} (all of it is in {self.log}).")

    def _ready(self) -> bool:
        processes.wait_until(lambda: self.answers() or not self.alive(), seconds=_READY_SECONDS)
        return self.alive() and self.answers()

    def stop(self) -> None:
        """End it in good order; by force if it does not."""
        pid, self.pid = self.pid or self.found(), None
        child, self._child = self._child, None
        if child is not None:
            processes.end_group(child, first=self.stop_signal, seconds=20)
        elif pid is not None and self.found() == pid:
            processes.send(pid, self.stop_signal)
            if not processes.wait_until(lambda: self.found() != pid, seconds=20):
                processes.send(pid, signal.SIGKILL)
                processes.wait_until(lambda: self.found() != pid, seconds=5)
