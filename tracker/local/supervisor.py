"""``make run``: everything in order under one process, looked after, and ended in reverse."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
from types import FrameType

from tracker.local import environment, steps
from tracker.local.children import Child, RoleChild, ServerChild
from tracker.local.errors import LocalError, from_os_error
from tracker.local.locks import FileLock
from tracker.local.places import Places
from tracker.local.processes import end_marked, wait_until
from tracker.local.roles import mark, roles
from tracker.local.servers import Servers
from tracker.local.web import answers, take_port

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOOK_SECONDS = 0.2
_WEB_SECONDS = 90


class Stopped(BaseException):
    """Somebody asked for the end; whatever is under way is left as it is."""


def say(text: str, *, error: bool = False) -> None:
    """Tell the terminal; one that is gone is no reason to stop."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr if error else sys.stdout, flush=True)


def run(environ: dict[str, str]) -> int:
    """Bring everything up, look after it, take it down when asked; return the exit status."""
    places = Places.from_environment(environ)
    try:
        places.prepare()
        lock = FileLock(places.run / "supervisor.lock")
        if not lock.acquire(wait=False):
            raise LocalError(
                f"The product runs on {places.data} already (process {lock.note()}); stop that one first, or "
                "name another folder with TRACKER_DATA_DIR (and another PORT)."
            )
        with lock:
            lock.write(str(os.getpid()))
            Supervisor(places, environ).run()
    except LocalError as error:
        say(str(error), error=True)
        return 1
    except OSError as error:
        say(str(from_os_error(error, places.data)), error=True)
        return 1
    return 0


class Supervisor:
    """One run of the product on one data folder."""

    def __init__(self, places: Places, environ: dict[str, str]) -> None:
        self.places = places
        self.given = environ
        self.port = environment.port(environ)
        self.servers = Servers.missing_from(environ, places)
        self.server_children: list[Child] = []
        self.role_children: list[RoleChild] = []
        self.credentials = ""
        self._listening: socket.socket | None = None
        self._ending = False
        self._impatient = False

    def run(self) -> None:
        """Start, look, and end: in that order, whatever happens in between."""
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN or number != signal.SIGHUP:  # nohup keeps us up
                signal.signal(number, self._on_signal)
        try:
            self._start()
            self._look_after()
        except Stopped:
            say("Stopping")
        finally:
            self._ending = True
            self._end()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._ending:
            self._impatient = True  # asked twice: nothing is waited for any more
            return
        self._ending = True
        raise Stopped

    def _start(self) -> None:
        left = end_marked(mark(self.places), seconds=3)
        if left:
            say(f"Ended {left} processes that a killed run left behind")
        listening = self._listening = take_port(self.port)
        say("Making static files")
        steps.build_assets(self.places, environment.without_servers(self.given, self.places))
        self._start_servers()
        environ = environment.for_product(self.given, self.places, self.servers)
        self.credentials = steps.set_up(self.places, environ, say)
        for role in roles(self.places, environ, listening=listening.fileno()):
            say(f"Starting {role.title}")
            child = RoleChild(self.places, role, environ)
            self.role_children.append(child)
            child.start()
        self._wait_for_web()
        self._announce(environ.get("TRACKER_URL", f"http://localhost:{self.port}"))

    def _start_servers(self) -> None:
        for server in self.servers.all:
            say(f"Starting {server.title}")
        self.servers.acquire()
        self.server_children = [ServerChild(self.places, self.servers, server) for server in self.servers.all]

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + _WEB_SECONDS
        while not answers(self.port):
            if time.monotonic() > deadline:
                raise LocalError(f"The pages did not answer; see {self.places.log / 'web.log'}.")
            self._look()
            wait_until(lambda: answers(self.port), seconds=_LOOK_SECONDS)

    def _announce(self, url: str) -> None:
        say(f"\nPolicy Tracker is at {url}/  (Ctrl-C stops it)")
        self._tell_credentials()

    def _tell_credentials(self) -> None:
        """Show the made-up password: this once, for it is kept nowhere."""
        if self.credentials:
            name, _, password = self.credentials.partition("\t")
            say(f"Sign in as {name} with the password {password}  (shown this once)")
            self.credentials = ""

    def _look_after(self) -> None:
        while True:
            self._look()
            time.sleep(_LOOK_SECONDS)

    def _look(self) -> None:
        for child in [*self.server_children, *self.role_children]:
            if news := child.look(time.monotonic()):
                say(news)

    def _end(self) -> None:
        """Take everything down, last started first; then whatever a signal caught half-started."""
        self._tell_credentials()
        for child in reversed(self.role_children):
            child.stop(patience=0 if self._impatient else None)
        end_marked(mark(self.places), seconds=0 if self._impatient else 3)
        if self._listening:
            self._listening.close()
        if not self.servers.release():
            say("PostgreSQL and Valkey stay up for a command that still uses them, and end with it")
