"""Settings, addresses, Celery and WSGI: the room that puts the others together."""

from tracker.config.celery import app as celery_app

__all__ = ["celery_app"]
