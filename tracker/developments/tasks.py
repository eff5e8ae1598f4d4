"""Thin entry points for the worker: each holds one call to a service and is safe to run twice."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from tracker.core import nudges
from tracker.developments import search


@shared_task
def index_marked() -> None:
    """Let search read what changed since it last did."""
    search.index_marked()


def index_soon(**_: Any) -> None:
    """After a load: read what is little at once, and leave what is much to the worker."""
    if search.marks() <= search.SOON:
        search.index_batch(search.SOON)
    else:
        nudges.send_on_commit(index_marked)
