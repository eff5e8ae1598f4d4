"""The product's real processes on a database of the test's own: gunicorn, a Celery worker, beat if asked."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support import databases, environment
from tracker.local import processes, steps
from tracker.local.places import PROJECT, Places
from tracker.local.roles import Role, python, roles
from tracker.local.valkey import DATABASES
from tracker.local.web import answers, take_port

ADMIN = "admin"
PASSWORD = "a-long-password-of-tests"
_brokers = itertools.count(1)


class Stack:
    """Web, worker and beat as subprocesses, on a free port, logging to files."""

    def __init__(self, folder: Path, database_url: str, broker_url: str) -> None:
        self.places = Places(folder)
        self.places.prepare()
        self._listening = take_port(0)
        self.port = int(self._listening.getsockname()[1])
        self.url = f"http://localhost:{self.port}"
        self.environ = {
            **os.environ,
            "DATABASE_URL": database_url,
            "CELERY_BROKER_URL": broker_url,
            "TRACKER_DATA_DIR": str(folder),
            "TRACKER_URL": self.url,
            "TRACKER_ADMIN_USERNAME": ADMIN,
            "TRACKER_ADMIN_PASSWORD": PASSWORD,
            "WEB_CONCURRENCY": "1",
            "PYTHONUNBUFFERED": "1",
        }
        found = roles(self.places, self.environ, listening=self._listening.fileno())
        self._roles: dict[str, Role] = {role.name: role for role in found}
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """Start ``web``, ``worker`` or ``beat``, and wait until it is of use."""
        role = self._roles[name]
        log = self.places.log / f"{name}.log"
        begin = log.stat().st_size if log.exists() else 0
        self.running[name] = processes.spawn(
            role.command, log=log, environ=self.environ, cwd=PROJECT, pass_fds=role.pass_fds
        )
        process = self.running[name]
        processes.wait_until(lambda: self._is_ready(name, begin) or process.poll() is not None, seconds=60)
        assert process.poll() is None, f"{name} ended; it said:\n{self.log(name)}"
        assert self._is_ready(name, begin), f"{name} is not ready; it said:\n{self.log(name)}"
        return process

    def _is_ready(self, name: str, begin: int) -> bool:
        if name == "web":
            return answers(self.port)
        if name == "worker":
            return "ready." in processes.tail(self.places.log / "worker.log", since=begin)
        return (self.places.run / "beat-schedule").exists()

    def stop(self, name: str) -> None:
        """End one in good order."""
        processes.end_group(self.running.pop(name), seconds=self._roles[name].patience)

    def kill(self, name: str) -> None:
        """End one with its children as the power would."""
        process = self.running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a manage.py command against the same database."""
        done = subprocess.run(
            python(self.places, "manage.py", *arguments),
            env=self.environ,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def log(self, name: str) -> str:
        """Return the end of what a process printed."""
        return processes.tail(self.places.log / f"{name}.log")

    def close(self) -> None:
        """End all of it."""
        for name in list(self.running):
            self.kill(name)
        self._listening.close()


@contextlib.contextmanager
def running(
    folder: Path, names: Sequence[str] = ("worker", "web"), *, load: Path | None = None
) -> Iterator[Stack]:
    """Run these processes on a fresh clone of the migrated database, with an administrator.

    Wrap it in a module's own fixture where several tests may share one; ``load`` names a package to load.
    """
    assert environment.VALKEY is not None
    broker = environment.VALKEY.url_of(next(_brokers) % DATABASES)
    with databases.cloned() as name:
        stack = Stack(folder, databases.url_of(name), broker)
        try:
            stack.manage("ensure_admin")
            if load is not None:
                stack.manage("load_package", str(load))
            for each in names:
                stack.start(each)
            yield stack
        finally:
            stack.close()


@pytest.fixture(scope="session")
def static_files(template_database: str) -> None:
    """Build and collect the static files that a real web process serves; quick where nothing changed."""
    steps.build_assets(environment.PLACES, os.environ)


@pytest.fixture
def real_stack(template_database: str, static_files: None, tmp_path: Path) -> Iterator[Stack]:
    """Run web and worker for one test, on a database of its own, with an administrator."""
    with running(tmp_path) as stack:
        yield stack
