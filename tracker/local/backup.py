"""The whole database into one file, and back: ``make backup FILE`` and ``make restore FILE``."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from psycopg2 import sql

from tracker.local.errors import LocalError, from_log, from_os_error
from tracker.local.locks import FileLock
from tracker.local.places import Places
from tracker.local.postgres import DATABASE, ROLE, SUPERUSER, Postgres, binaries
from tracker.local.servers import Servers

_DRAFT = f"{DATABASE}_restored"
_OLD = f"{DATABASE}_before_restore"


def backup(environ: Mapping[str, str], file: Path) -> None:
    """Write everything to a file, in PostgreSQL's own archive format, while the product runs or does not."""
    places = Places.from_environment(environ)
    if not places.postgres.exists():
        raise LocalError(f"There is nothing to back up: {places.data} holds no database.")
    draft = file.with_name(f"{file.name}.part")
    try:
        draft.touch(mode=0o600)
        with _database(environ, places) as postgres:
            _client(postgres, "pg_dump", "--format=custom", f"--file={draft}", f"--dbname={DATABASE}")
        draft.replace(file)
    except OSError as error:
        raise from_os_error(error, file.parent, "name a file elsewhere") from error
    finally:
        draft.unlink(missing_ok=True)


def restore(environ: Mapping[str, str], file: Path) -> None:
    """Put a backup in the place of everything. Until it is read whole, what is there stays as it is."""
    if not file.is_file():
        raise LocalError(f"There is no file {file} to restore from.")
    places = Places.from_environment(environ)
    places.prepare()
    lock = FileLock(places.run / "supervisor.lock")
    try:
        if not lock.acquire(wait=False):
            raise LocalError(f"The product runs on {places.data}; stop it, then restore.")
        with _database(environ, places) as postgres:
            _replace(postgres, file)
    finally:
        lock.release()


def _replace(postgres: Postgres, file: Path) -> None:
    with contextlib.closing(postgres.connect_as_superuser(SUPERUSER)) as connection:
        cursor = connection.cursor()
        postgres.drop_database(cursor, _DRAFT)
        postgres.create_database(cursor, _DRAFT)
        try:
            options = ("--exit-on-error", "--no-owner", f"--role={ROLE}", f"--dbname={_DRAFT}")
            _client(postgres, "pg_restore", *options, str(file))
        except LocalError:
            postgres.drop_database(cursor, _DRAFT)
            raise
        postgres.drop_database(cursor, _OLD)
        for name, new in ((DATABASE, _OLD), (_DRAFT, DATABASE)):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            cursor.execute(rename.format(sql.Identifier(name), sql.Identifier(new)))
        postgres.drop_database(cursor, _OLD)


@contextlib.contextmanager
def _database(environ: Mapping[str, str], places: Places) -> Iterator[Postgres]:
    servers = Servers.missing_from(environ, places)
    if servers.postgres is None:
        raise LocalError(
            "DATABASE_URL names a database elsewhere: back it up and restore it with its server's own tools."
        )
    places.prepare()
    try:
        servers.acquire()
        yield servers.postgres
    finally:
        servers.release()


def _client(postgres: Postgres, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(binaries() / program), *arguments],
        env=postgres.client_environ(),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip() or "it printed nothing"
        raise from_log(said, postgres.places.data) or LocalError(
            f"{program} failed and nothing was changed: {said.splitlines()[0]}."
        )
