"""The first run may be killed or ended at any point; the next one begins where it can, by itself."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.product import Product
from tracker.local import processes

Moment = Callable[[Product], bool]

#: In the order they come, so that each run gets further than the one before it.
MOMENTS: dict[str, Moment] = {
    "while the cluster is made": lambda product: (product.places.data / "postgres.new" / "base").exists(),
    "while the database starts": lambda product: product.places.postgres.exists(),
    "while it is migrated": lambda product: "Bringing the database up to date" in product.output,
}


@pytest.fixture
def product(tmp_path: Path, static_files: None) -> Iterator[Product]:
    """A product on an empty folder."""
    found = Product(tmp_path / "data")
    yield found
    found.kill_everything()


def _start_and_wait_for(product: Product, moment: Moment) -> None:
    product.start()
    process = product.process
    assert process is not None
    processes.wait_until(lambda: moment(product) or process.poll() is not None, seconds=60)
    assert process.poll() is None, product.output


def test_a_first_run_killed_at_one_point_after_another_comes_up_in_the_end(product: Product) -> None:
    for moment in MOMENTS.values():
        _start_and_wait_for(product, moment)
        product.kill_everything()
    product.start()
    product.wait_until_up()
    assert product.output.count("Sign in as ") == 1


def test_sigterm_in_the_middle_of_setting_up_leaves_nothing_running(product: Product) -> None:
    _start_and_wait_for(product, MOMENTS["while it is migrated"])
    assert product.stop(signal.SIGTERM) == 0
    assert product.living() == []
