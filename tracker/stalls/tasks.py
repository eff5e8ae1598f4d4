"""Thin entry points for the worker: each holds one call to a service and is safe to run twice."""

import logging
from typing import Any

from celery import shared_task

from tracker.stalls import services

log = logging.getLogger(__name__)


@shared_task
def scan_all() -> None:
    """Judge every area; leave where another scan is running."""
    services.scan()


@shared_task
def scan_marked() -> None:
    """Judge what changes have touched; what is still marked waits for the next tick.

    Where the last full scan is overdue (the product was switched off, say), one is asked for too.
    """
    services.scan_marked()
    if services.full_scan_is_due():
        _send(scan_all)


def nudge(**_: Any) -> None:
    """Ask a worker to look at the marks now; beat does so every minute where the broker is away."""
    _send(scan_marked)


def _send(task: Any) -> None:
    try:
        task.apply_async(retry=False, ignore_result=True)
    except Exception as error:
        # Whoever saved must not hear of a broker that is away.
        log.warning("No worker could be told of a change (%s); the next tick takes it.", error)
