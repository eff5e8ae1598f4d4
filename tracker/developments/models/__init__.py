"""Tables of the developments room."""

from tracker.developments.models.developments import Development, DevelopmentActor, DevelopmentSource
from tracker.developments.models.links import Check, Link, Meeting

__all__ = ["Check", "Development", "DevelopmentActor", "DevelopmentSource", "Link", "Meeting"]
