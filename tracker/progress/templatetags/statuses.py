"""Statuses in words, for templates of any room that have a status's key alone."""

from __future__ import annotations

from django import template

from tracker.progress.pictures.data import STATUS_WORDS

register = template.Library()


@register.filter
def status_words(status: str) -> str:
    """``{{ each.status|status_words }}``: "partly implemented"."""
    return STATUS_WORDS.get(status, status)
