"""News of the developments room; one send a transaction, with the set of what it touched.

Receivers write rows in the same transaction and never call out.
"""

from __future__ import annotations

from django.dispatch import Signal

#: Links, meetings or a date changed what figures rest on. Sends ``recommendation_ids`` (set of int),
#: ``development_ids`` (list in the order of publication or retraction) and ``why``
#: ("published", "corrected", "retracted" or "loaded").
evidence_changed = Signal()

#: A draft was saved whose day is still to come, or no longer is one. Sends ``development``.
draft_saved = Signal()

#: A person looked, or published a link. Sends ``recommendation_ids``.
looked = Signal()
