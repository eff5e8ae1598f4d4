"""Tables of the developments room."""

from tracker.developments.models.developments import Development, DevelopmentActor, DevelopmentSource
from tracker.developments.models.links import Check, Link, Meeting
from tracker.developments.models.search import SearchMark, SearchText

__all__ = [
    "Check",
    "Development",
    "DevelopmentActor",
    "DevelopmentSource",
    "Link",
    "Meeting",
    "SearchMark",
    "SearchText",
]
