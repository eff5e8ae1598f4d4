"""What the progress room puts on pages of rooms to its left: what is due for review, what is unwatched."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tracker.accounts import roles
from tracker.accounts.roles import Action
from tracker.progress import watched
from tracker.progress.assessing import due_for_review


def after_publishing(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Say whose judgement a development's publication made due, with a way to it.

    One query, and one for the development's links where they are not at hand.
    """
    if not roles.may(request.user, Action.ASSESS):
        return None
    development = given["development"]
    links = getattr(development, "live_links", None)
    if links is None:
        links = development.links.filter(retracted_at=None)
    touched = {link.recommendation_id for link in links if link.published_at and not link.retracted_at}
    due = due_for_review(touched)
    return ("progress/_due.html", {"due": due}) if due else None


def on_the_page(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Say the same on the development's page, for as long as it is so."""
    filled = after_publishing(request, given)
    return ("progress/_due_note.html", filled[1]) if filled else None


def above_the_list(request: HttpRequest, given: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Fill the slot above the list of a document's developments."""
    document, asof = given["document"], given["asof"]
    found = watched.unwatched(watched.OF_DOCUMENT, asof, document=document) if document else []
    return ("progress/_unwatched.html", {"sentences": found}) if found else None
