"""News of the stalls room; one send a scan, within its transaction."""

from __future__ import annotations

from django.dispatch import Signal

#: Sends ``flag_ids`` (list of int).
flags_opened = Signal()

#: Sends ``flag_ids`` (list of int).
flags_resolved = Signal()
