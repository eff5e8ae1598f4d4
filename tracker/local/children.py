"""Processes under the supervisor's care: started, restarted with growing gaps, ended."""

from __future__ import annotations

import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping

from tracker.local import processes
from tracker.local.errors import LocalError, from_log
from tracker.local.places import PROJECT, Places
from tracker.local.restarts import LIMIT, WINDOW, Restarts
from tracker.local.roles import Role
from tracker.local.server import Server
from tracker.local.servers import Servers


class Child(ABC):
    """One process that ought to be running."""

    name: str
    title: str

    def __init__(self, places: Places) -> None:
        self.places = places
        self.restarts = Restarts()
        self.due: float | None = None  # when it is to be started again, while it is down

    @abstractmethod
    def start(self) -> None:
        """Start it."""

    @abstractmethod
    def alive(self) -> bool:
        """Tell whether it runs."""

    def look(self, now: float) -> str | None:
        """Notice a death, or start it again when its gap is over; return what to tell."""
        if self.due is not None:
            if now < self.due:
                return None
            self.due = None
            self.start()
            return f"{self.title} started again"
        if self.alive():
            return None
        gap = self.restarts.gap_after_death(now)
        if gap is None:
            raise self._given_up()
        self.due = now + gap
        return f"{self.title} died; starting it again in {gap:g} s"

    def _given_up(self) -> LocalError:
        said = processes.tail(self.places.log / f"{self.name}.log")
        reason = from_log(said, self.places.data)
        last = said.splitlines()[-1].strip() if said else "it printed nothing"
        return reason or LocalError(
            f"{self.title} died {LIMIT} times in {WINDOW:g} seconds, so everything was stopped; the last it "
            f"said: {last} (all of it is in {self.places.log / self.name}.log)."
        )


class ServerChild(Child):
    """An embedded server, which others may be using too."""

    def __init__(self, places: Places, servers: Servers, server: Server) -> None:
        super().__init__(places)
        self.name, self.title = server.name, server.title
        self._servers = servers
        self._server = server

    def start(self) -> None:
        """Start it, when nobody else is starting or stopping it."""
        self._servers.restart(self._server)

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._server.alive()


class RoleChild(Child):
    """Worker, beat or web."""

    def __init__(self, places: Places, role: Role, environ: Mapping[str, str]) -> None:
        super().__init__(places)
        self.name, self.title = role.name, role.title
        self._role = role
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, after ending what an earlier life of it left running."""
        self.stop(patience=0)
        self._process = processes.spawn(
            self._role.command,
            log=self.places.log / f"{self.name}.log",
            environ=self._environ,
            cwd=PROJECT,
            pass_fds=self._role.pass_fds,
        )

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self, *, patience: float | None = None) -> None:
        """End it with its children."""
        process, self._process = self._process, None
        if process is not None:
            processes.end_group(process, seconds=self._role.patience if patience is None else patience)
