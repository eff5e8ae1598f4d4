"""A copy of the migrated database, kept between runs for as long as no migration changes."""

from __future__ import annotations

import hashlib
import os
import subprocess
from functools import cache
from pathlib import Path

from tests.support import environment
from tracker.local.places import PROJECT
from tracker.local.postgres import binaries

_FOLDER = PROJECT / ".pytest_cache" / "migrated"


@cache
def _path() -> Path:
    """Name the copy after all that decides what the migrations make."""
    digest = hashlib.sha256()
    files = [
        *sorted(PROJECT.glob("tracker/*/migrations/*.py")),
        PROJECT / "tracker/core/models.py",
        PROJECT / "requirements.txt",
    ]
    for file in files:
        digest.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return _FOLDER / f"{digest.hexdigest()[:32]}.sql"


def _client(program: str, *arguments: str) -> bool:
    assert environment.POSTGRES is not None
    command = [str(binaries() / program), *arguments]
    return not subprocess.run(
        command, env=environment.POSTGRES.client_environ(), capture_output=True, check=False
    ).returncode


def restore(database: str) -> bool:
    """Fill an empty database from the copy; tell whether there was one."""
    source = _path()
    return source.exists() and _client(
        "psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", str(source)
    )


def keep(database: str) -> None:
    """Write the copy, and drop those of older migrations."""
    target = _path()
    _FOLDER.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(f".{os.getpid()}")
    if _client("pg_dump", "-d", database, "-f", str(draft)):
        for old in _FOLDER.glob("*.sql"):
            old.unlink(missing_ok=True)
        draft.replace(target)
