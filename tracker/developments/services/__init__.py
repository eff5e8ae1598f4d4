"""What people do with developments: log, edit, retract, discard a draft, record that they looked."""

from tracker.developments.services.checks import record_check, record_checks
from tracker.developments.services.edit import edit_development
from tracker.developments.services.log import Saved, log_development
from tracker.developments.services.retract import discard_draft, retract_development

__all__ = [
    "Saved",
    "discard_draft",
    "edit_development",
    "log_development",
    "record_check",
    "record_checks",
    "retract_development",
]
