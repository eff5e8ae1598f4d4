"""What people do with assessments: publish one, keep one as a draft, correct one, retract one."""

from tracker.progress.services.drafts import discard_draft, edit_draft, save_draft
from tracker.progress.services.judging import publish_assessment, retract_assessment

__all__ = [
    "discard_draft",
    "edit_draft",
    "publish_assessment",
    "retract_assessment",
    "save_draft",
]
