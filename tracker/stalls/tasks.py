"""Thin entry points for the worker: each holds one call to a service and is safe to run twice."""

from celery import shared_task

from tracker.core import nudges
from tracker.stalls import services


@shared_task
def scan_all() -> None:
    """Judge every area; leave where another scan is running."""
    if services.scan() is not None:
        _look_again()


@shared_task
def scan_marked() -> None:
    """Judge what changes have touched; leave where another scan is running, which looks again itself.

    Where the last full scan is overdue (the product was switched off, say), one is asked for too.
    """
    if services.scan_marked() is not None:
        _look_again()
    if services.full_scan_is_due():
        nudges.send(scan_all)


def _look_again() -> None:
    """Ask for what was touched while the scan ran: whoever told of it found the lock taken, and left."""
    if services.anything_is_marked():
        nudges.send(scan_marked)
