"""News of the progress room; one send a transaction."""

from __future__ import annotations

from django.dispatch import Signal

#: Assessments were published or retracted. Sends ``recommendation_ids`` (set of int).
assessed = Signal()
