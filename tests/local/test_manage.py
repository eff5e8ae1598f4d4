"""``manage.py`` where no product runs: it starts the servers for its own time; two commands share them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.product import Product
from tracker.local import processes
from tracker.local.manage import touches_data
from tracker.local.places import PROJECT


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A data folder that no product runs on."""
    found = Product(tmp_path_factory.mktemp("commands") / "data")
    yield found
    found.kill_everything()


def _start_query(product: Product, query: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        (sys.executable, "manage.py", "dbshell", "--", "-X", "-A", "-t", "-c", query),
        env=product.environ,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_command_starts_the_servers_and_ends_them(product: Product) -> None:
    shell = _start_query(product, "SELECT current_user, pg_postmaster_start_time() IS NOT NULL")
    assert shell.communicate()[0].strip() == "tracker|t"
    assert product.living() == []


def test_two_commands_at_once_share_one_server(product: Product) -> None:
    waiting = _start_query(product, "SELECT pg_postmaster_start_time(), pg_advisory_lock(1), pg_sleep(60)")
    servers = product.servers
    assert servers.postgres is not None
    assert processes.wait_until(servers.postgres.answers, seconds=30)
    pid = servers.postgres.found()
    short = _start_query(product, "SELECT 'done'")
    assert short.communicate()[0].strip() == "done"
    assert servers.postgres.found() == pid, "the command that ended first must leave the server to the other"
    waiting.terminate()
    waiting.wait(20)
    assert processes.wait_until(lambda: product.living() == [], seconds=20), product.living()


def test_servers_of_a_killed_command_serve_the_next_and_end_with_it(product: Product) -> None:
    killed = _start_query(product, "SELECT pg_sleep(60)")
    servers = product.servers
    assert servers.postgres is not None
    assert processes.wait_until(servers.postgres.answers, seconds=30)
    killed.kill()
    killed.wait()
    assert _start_query(product, "SELECT 'done'").communicate()[0].strip() == "done"
    assert processes.wait_until(
        lambda: servers.postgres is not None and not servers.postgres.found(), seconds=9
    )


def test_a_command_that_touches_no_data_starts_nothing(tmp_path: Path) -> None:
    product = Product(tmp_path / "data")
    done = product.manage("help")
    assert done.returncode == 0
    assert "migrate" in done.stdout
    assert not product.places.data.exists()


@pytest.mark.parametrize(
    ("line", "touches"),
    [
        ("", False),
        ("help migrate", False),
        ("migrate --help", False),
        ("migrate", True),
        ("check", False),
        ("check --deploy", False),
        ("check --database default", True),
        ("makemigrations --check", False),
        ("build_assets", False),
        ("show_progress chun-2022", True),
        ("createsuperuser", True),
    ],
)
def test_which_commands_touch_data(line: str, touches: bool) -> None:
    assert touches_data(["manage.py", *line.split()]) is touches
