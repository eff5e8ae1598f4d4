"""Thin entry points for the worker: each holds one call to a service and is safe to run twice."""

from celery import shared_task

from tracker.core import nudges
from tracker.stalls import services


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
        nudges.send(scan_all)
