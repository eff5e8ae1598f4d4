"""Benchmarks: each prints its rate as a ratio to the same work done bare, in the same run.

``make bench`` runs all of them; names given run only these. Set BENCH_DEVELOPMENTS to load more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator

from tests.support import environment


def _loading() -> Iterator[str]:
    from tests.bench import loading, packages

    developments = int(os.environ.get("BENCH_DEVELOPMENTS", "50000"))
    yield from loading.bench(packages.Size(developments=developments, links=developments))


def _pages() -> Iterator[str]:
    from tests.bench import pages

    yield from pages.bench()


BENCHES: dict[str, Callable[[], Iterator[str]]] = {"loading": _loading, "pages": _pages}


def _template() -> None:
    """Start the servers and migrate the database that the others are cloned from."""
    import django

    from tests.support import databases

    django.setup()
    environment.start()
    from django.core.management import call_command
    from django.db import connection

    databases.create(databases.TEMPLATE)
    connection.settings_dict["NAME"] = databases.TEMPLATE
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    connection.settings_dict["NAME"] = "postgres"


def main(names: list[str]) -> int:
    """Run the benches named, or all; return the exit status."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {unknown[0]}; there are {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    try:
        _template()
        for name in names or BENCHES:
            for line in BENCHES[name]():
                print(line, flush=True)
    finally:
        environment.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
