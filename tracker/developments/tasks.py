"""Thin entry points for the worker: each holds one call to a service and is safe to run twice."""

from __future__ import annotations

import logging
from typing import Any

from celery import shared_task
from django.db import transaction

from tracker.developments import search

log = logging.getLogger(__name__)


@shared_task
def index_marked() -> None:
    """Let search read what changed since it last did."""
    search.index_marked()


def index_soon(**_: Any) -> None:
    """After a load: read what is little at once, and leave what is much to the worker."""
    if search.marks() <= search.SOON:
        search.index_batch(search.SOON)
    else:
        transaction.on_commit(_nudge, robust=True)


def _nudge() -> None:
    try:
        index_marked.apply_async(retry=False, ignore_result=True)
    except Exception as error:
        # Whoever loaded must not hear of a broker that is away; beat asks every minute.
        log.warning("No worker could be told what search must read (%s); the next tick takes it.", error)
