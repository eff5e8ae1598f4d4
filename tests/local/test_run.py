"""``make run``: one command brings everything up, and down again."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.support.product import UP, Product
from tracker.local import processes
from tracker.local.locks import FileLock

MIGRATING = "Bringing the database up to date"
#: In the order they come, so that each run gets further than the one before it.
MOMENTS: dict[str, Callable[[Product], bool]] = {
    "while the cluster is made": lambda product: (product.places.data / "postgres.new" / "base").exists(),
    "while the database starts": lambda product: product.places.postgres.exists(),
    "while it is migrated": lambda product: MIGRATING in product.output,
}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, static_files: None) -> Iterator[Product]:
    """One product for this file's tests, which tell its life in order; its folder has a space in its name."""
    found = Product(tmp_path_factory.mktemp("first machine") / "data")
    yield found
    found.kill_everything()


def _query(product: Product, query: str) -> list[tuple[object, ...]]:
    assert product.servers.postgres is not None
    with contextlib.closing(psycopg2.connect(product.servers.postgres.url)) as connection:
        cursor = connection.cursor()
        cursor.execute(query)
        return list(cursor.fetchall())


def _start_and_wait_for(product: Product, moment: Callable[[Product], bool]) -> None:
    product.start()
    process = product.process
    assert process is not None
    processes.wait_until(lambda: moment(product) or process.poll() is not None, seconds=60)
    assert process.poll() is None, product.output


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_first_run_may_be_killed(product: Product, moment: Callable[[Product], bool]) -> None:
    _start_and_wait_for(product, moment)
    product.kill_everything()


def test_a_first_run_ended_while_it_migrates_leaves_nothing_running(product: Product) -> None:
    told = product.output.count(MIGRATING)
    _start_and_wait_for(product, lambda product: product.output.count(MIGRATING) > told)
    assert product.stop(signal.SIGTERM) == 0
    assert product.living() == []


def test_the_first_run_brings_up_everything_and_shows_a_password_once(product: Product) -> None:
    product.start("make", "run")
    product.wait_until_up()
    assert f"{UP} http://localhost:{product.port}/" in product.output
    assert product.output.count("Sign in as admin with the password ") == 1
    for name in ("PostgreSQL", "Valkey", "worker", "beat", "web"):
        assert f"Starting {name}" in product.output
    assert _query(product, "SELECT count(*) FROM accounts_user") == [(1,)]


def test_the_application_is_no_superuser_and_owns_its_database(product: Product) -> None:
    assert _query(product, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert _query(product, owner) == [("tracker",)]


def test_the_servers_listen_on_private_sockets_alone(product: Product) -> None:
    assert _query(product, "SHOW listen_addresses") == [("",)]
    assert product.places.socket_folder().stat().st_mode & 0o777 == 0o700
    assert (product.places.data / "secrets" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_second_run_on_the_same_data_is_refused(product: Product) -> None:
    second = Product(product.places.data)
    assert second.run() == 1
    assert f"The product runs on {product.places.data} already" in second.output


def test_a_busy_port_is_told_before_anything_starts(product: Product, tmp_path: Path) -> None:
    other = Product(tmp_path / "data", port=product.port)
    assert other.run() == 1
    assert other.output.startswith(f"Port {product.port} is in use by another program")
    assert not other.places.postgres.exists()


def test_manage_works_beside_the_running_product_and_leaves_it_running(product: Product) -> None:
    before = product.living()
    done = product.manage("showmigrations", "--plan")
    assert done.returncode == 0, done.stderr
    assert "[X]" in done.stdout
    assert set(before) <= set(product.living())


def test_a_worker_that_dies_is_started_again(product: Product) -> None:
    worker = next(pid for pid in product.living() if processes.mentions(pid, "worker"))
    processes.send(worker, signal.SIGKILL)
    assert processes.wait_until(lambda: "worker started again" in product.output, seconds=20), product.output


def test_a_database_that_dies_is_started_again(product: Product) -> None:
    assert product.servers.postgres is not None
    pid = product.servers.postgres.found()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert processes.wait_until(lambda: "PostgreSQL started again" in product.output, seconds=20), (
        product.output
    )
    assert _query(product, "SELECT count(*) FROM accounts_user") == [(1,)]


def test_after_its_supervisor_was_killed_the_next_run_takes_over(product: Product) -> None:
    product.kill_supervisor()
    assert product.living()
    product.start()
    product.wait_until_up()
    assert "that a killed run left behind" in product.output
    assert product.output.count("Sign in as ") == 1


def test_after_kill_9_of_everything_the_next_run_recovers_with_its_data(product: Product) -> None:
    product.kill_everything()
    product.start("make", "run")
    product.wait_until_up()
    assert _query(product, "SELECT count(*) FROM accounts_user") == [(1,)]


def test_sigterm_to_make_ends_it_with_all_its_children(product: Product) -> None:
    product.stop(signal.SIGTERM)
    assert "Stopping" in product.output
    assert product.living() == []
    assert FileLock(product.places.run / "supervisor.lock").acquire(wait=False)
