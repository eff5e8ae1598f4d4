"""Telling a worker to look at a table: a nudge after the commit, never an error and hardly a wait.

What is to be done stands in the database; a nudge that is lost is made good by beat's next tick.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction

log = logging.getLogger(__name__)


def send(task: Any) -> None:
    """Ask a worker to run `task` now; a broker that is away is logged, and nobody else hears of it."""
    try:
        task.apply_async(retry=False, ignore_result=True)
    except Exception as error:
        log.warning("No worker could be told to run %s (%s); the next tick does it.", task.name, error)


def send_on_commit(task: Any) -> None:
    """Send once what the transaction wrote is there to be seen."""
    transaction.on_commit(lambda: send(task), robust=True)
