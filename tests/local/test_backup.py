"""``make backup FILE`` and ``make restore FILE``: every table comes back as it was."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.support import environment
from tests.support.product import Product
from tracker.local.locks import FileLock
from tracker.local.places import PROJECT
from tracker.local.postgres import DATABASE, Postgres, binaries

_TABLES = (
    "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
)
_ROWS = "SELECT count(*), coalesce(md5(string_agg(row::text, E'\\n' ORDER BY row::text)), '') FROM {} AS row"
_SEQUENCES = "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2"

Contents = dict[str, object]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, template_database: str) -> Iterator[Product]:
    """A data folder with the product's tables, some of them filled, on which nothing runs."""
    found = Product(tmp_path_factory.mktemp("kept") / "data")
    found.places.prepare()
    with _postgres(found) as postgres:
        _copy(template_database, postgres)
    yield found
    found.kill_everything()


@contextlib.contextmanager
def _postgres(product: Product) -> Iterator[Postgres]:
    servers = product.servers
    assert servers.postgres is not None
    servers.acquire()
    try:
        yield servers.postgres
    finally:
        servers.release()


def _copy(template: str, target: Postgres) -> None:
    assert environment.POSTGRES is not None
    dump = subprocess.run(
        (str(binaries() / "pg_dump"), "--no-owner", "-d", template),
        env=environment.POSTGRES.client_environ(),
        capture_output=True,
        check=True,
    )
    script = b"SET ROLE tracker;\n" + dump.stdout
    command = (str(binaries() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", DATABASE)
    subprocess.run(command, input=script, env=target.client_environ(), check=True, capture_output=True)
    _execute(target, "CREATE TABLE words (id serial PRIMARY KEY, word text, at timestamptz DEFAULT now())")
    _execute(target, "INSERT INTO words (word) VALUES ('한미일 협의체'), (E'two\\nlines'), (NULL)")


def _execute(postgres: Postgres, statement: str) -> None:
    with contextlib.closing(psycopg2.connect(postgres.url)) as connection, connection:
        connection.cursor().execute(statement)


def _contents(product: Product) -> Contents:
    """Return every table with a digest of its rows, and every sequence with where it stands."""
    with _postgres(product) as postgres, contextlib.closing(psycopg2.connect(postgres.url)) as connection:
        cursor = connection.cursor()
        cursor.execute(_TABLES)
        found: Contents = {}
        for schema, table in cursor.fetchall():
            cursor.execute(_ROWS.format(f'"{schema}"."{table}"'))
            found[f"{schema}.{table}"] = cursor.fetchone()
        cursor.execute(_SEQUENCES)
        return {**found, **{f"{schema}.{name}": last for schema, name, last in cursor.fetchall()}}


def _make(product: Product, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("make", "--no-print-directory", *arguments),
        env=product.environ,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_restored_database_has_every_table_as_it_was(product: Product, tmp_path: Path) -> None:
    file = tmp_path / "kept.backup"
    before = _contents(product)
    assert len(before) > 40
    done = _make(product, "backup", str(file))
    assert done.returncode == 0, done.stderr
    with _postgres(product) as postgres:
        _execute(postgres, "INSERT INTO words (word) VALUES ('later'); DELETE FROM django_migrations")
    assert _contents(product) != before
    done = _make(product, "restore", f"FILE={file}")
    assert done.returncode == 0, done.stderr
    assert _contents(product) == before
    assert file.stat().st_mode & 0o077 == 0, "a backup holds password hashes"


def test_a_file_that_is_no_backup_changes_nothing(product: Product, tmp_path: Path) -> None:
    file = tmp_path / "no.backup"
    file.write_text("no backup")
    before = _contents(product)
    done = _make(product, "restore", f"FILE={file}")
    assert done.returncode != 0
    assert "pg_restore failed and nothing was changed" in done.stderr
    assert _contents(product) == before


def test_restoring_under_a_running_product_is_refused(product: Product, tmp_path: Path) -> None:
    file = tmp_path / "any.backup"
    file.touch()
    with FileLock(product.places.run / "supervisor.lock"):
        done = _make(product, "restore", f"FILE={file}")
    assert done.returncode != 0
    assert "stop it, then restore" in done.stderr


def test_a_backup_without_a_file_name_is_asked_for_one(product: Product) -> None:
    done = _make(product, "backup")
    assert done.returncode != 0
    assert "Name the file" in done.stderr


def test_a_database_elsewhere_is_left_to_its_own_tools(product: Product, tmp_path: Path) -> None:
    product.environ["DATABASE_URL"] = "postgres://example/tracker"
    try:
        done = _make(product, "backup", f"FILE={tmp_path / 'any.backup'}")
    finally:
        del product.environ["DATABASE_URL"]
    assert done.returncode != 0
    assert "with its server's own tools" in done.stderr
