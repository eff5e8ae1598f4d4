"""The product's own processes on one machine: how worker, beat and web are started."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.local.places import Places


@dataclass(frozen=True)
class Role:
    """One process of the product, and how long it may take to end in good order."""

    name: str
    title: str
    command: tuple[str, ...]
    patience: float
    pass_fds: tuple[int, ...] = ()


def mark(places: Places) -> str:
    """Return the argument that all processes of this data folder carry, children forked by them too.

    Python hands unknown -X options through untouched; a later run finds by it what a killed one left behind.
    """
    return f"tracker={places.run}"


def python(places: Places, *arguments: str) -> list[str]:
    """Return a marked Python command."""
    return [sys.executable, "-X", mark(places), *arguments]


def roles(places: Places, environ: Mapping[str, str], *, listening: int) -> Sequence[Role]:
    """Return worker, beat and web, in the order they start; ``listening`` is the web's bound socket."""
    celery = ("-m", "celery", "-A", "tracker.config")
    worker = (
        *(
            "worker",
            "--queues",
            "quick,slow",
            "--concurrency",
            environ.get("TRACKER_WORKER_PROCESSES") or "2",
        ),
        *("--hostname", "tracker@%h", "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    )
    beat = ("beat", "--schedule", str(places.run / "beat-schedule"), "--pidfile=", "--loglevel", "WARNING")
    web = (
        *("-m", "gunicorn", "tracker.config.wsgi", "--bind", f"fd://{listening}"),
        *("--workers", environ.get("WEB_CONCURRENCY") or "2", "--threads", "4"),
        *("--graceful-timeout", "8", "--no-control-socket", "--log-level", "warning"),
    )
    return (
        Role("worker", "worker", tuple(python(places, *celery, *worker)), patience=15),
        Role("beat", "beat", tuple(python(places, *celery, *beat)), patience=5),
        Role("web", "web", tuple(python(places, *web)), patience=10, pass_fds=(listening,)),
    )
