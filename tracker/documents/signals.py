"""News of the documents room; one send a transaction."""

from __future__ import annotations

from django.dispatch import Signal

#: Definitions on which rules rest changed (areas, target and due days, half-life, publication day).
#: Sends ``recommendation_ids`` (set of int) and ``area_ids`` (set of int, those left included).
definitions_changed = Signal()

#: A package was loaded. Sends ``document`` and ``recommendation_ids``.
package_loaded = Signal()
