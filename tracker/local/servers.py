"""Both embedded servers together, shared by whoever needs them at the moment.

Each user holds a shared lock for as long as it needs the servers; who lets go last ends them. The locks end
with their process, so one that was killed never keeps them; servers it started live on and are adopted by the
next.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.local.locks import FileLock
from tracker.local.places import Places
from tracker.local.postgres import Postgres
from tracker.local.server import Server
from tracker.local.valkey import Valkey


class Servers:
    """The servers that this installation does not get from elsewhere."""

    def __init__(
        self, places: Places, *, postgres: bool = True, valkey: bool = True, disposable: bool = False
    ) -> None:
        self.places = places
        self.postgres = Postgres(places, disposable=disposable) if postgres else None
        self.valkey = Valkey(places, disposable=disposable) if valkey else None
        self._turn = FileLock(places.run / "servers.turn")
        self._use = FileLock(places.run / "servers.use")

    @classmethod
    def missing_from(cls, environ: Mapping[str, str], places: Places) -> Servers:
        """Return the servers that the environment does not name."""
        return cls(
            places,
            postgres=not _given(environ, "DATABASE_URL"),
            valkey=not _given(environ, "CELERY_BROKER_URL"),
        )

    @property
    def all(self) -> list[Server]:
        """Return them in the order they start."""
        return [server for server in (self.postgres, self.valkey) if server is not None]

    def environ(self) -> dict[str, str]:
        """Return the variables that lead the product to them."""
        found = {}
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url
        if self.valkey:
            found["CELERY_BROKER_URL"] = self.valkey.url
        return found

    def acquire(self) -> None:
        """Use the servers: start those that are not up. Pair it with ``release``."""
        with self._turn:
            self._use.acquire(shared=True)
            for server in self.all:
                server.start()

    def restart(self, server: Server) -> None:
        """Start one again that died."""
        with self._turn:
            server.start()

    def release(self) -> bool:
        """Stop using them; end them where nobody else does. Tell whether they were ended."""
        with self._turn:
            self._use.release()
            alone = self._use.acquire(wait=False)
            if alone:
                for server in reversed(self.all):
                    server.stop()
            self._use.release()
            return alone


def _given(environ: Mapping[str, str], name: str) -> bool:
    return bool(environ.get(name) or environ.get(f"{name}_FILE"))
