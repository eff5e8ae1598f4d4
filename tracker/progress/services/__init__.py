"""What people do with assessments (publish, keep as a draft, correct, retract) and with named days."""

from tracker.progress.services.days import name_day, take_name_away
from tracker.progress.services.drafts import discard_draft, edit_draft, save_draft
from tracker.progress.services.judging import publish_assessment, retract_assessment

__all__ = [
    "discard_draft",
    "edit_draft",
    "name_day",
    "publish_assessment",
    "retract_assessment",
    "save_draft",
    "take_name_away",
]
