"""Celery's settings: the database is the truth, messages only say "look at the table"."""

from __future__ import annotations

from typing import Any

from tracker.config import env

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "redis://localhost:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_ROUTES = {"tracker.stalls.tasks.scan_all": {"queue": "slow"}}
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
#: Short, so that a broker that is away never holds up whoever saves.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 10,
    # Else a message to a broker that is away is tried for six seconds, while somebody waits.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
TRACKER_SCAN_MINUTES = env.number("TRACKER_SCAN_MINUTES", 60, minimum=1)
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "scan-all": {"task": "tracker.stalls.tasks.scan_all", "schedule": TRACKER_SCAN_MINUTES * 60.0},
    "scan-marked": {"task": "tracker.stalls.tasks.scan_marked", "schedule": 60.0},
    "index-search": {"task": "tracker.developments.tasks.index_marked", "schedule": 60.0},
}
