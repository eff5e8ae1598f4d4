"""Writes of notices: what is to be told is a row, written with the change that caused it."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import User
from tracker.developments.choices import State
from tracker.developments.models import Development
from tracker.notices.models import Channel, Notice, NoticeKind


def remind_of_draft(*, development: Development, today: dt.date) -> None:
    """Keep one reminder for the author of a draft whose day is still to come, and none of any other.

    A day counts as come from its first moment anywhere: ``today`` is the day where it begins first.
    """
    unseen = Notice.objects.filter(
        kind=NoticeKind.DRAFT_DUE, channel=Channel.PAGE, development=development, seen_at=None
    )
    author, day = development.author_id, development.earliest
    if development.state != State.DRAFT or author is None or day is None or day <= today:
        unseen.delete()
    elif not unseen.filter(user_id=author).update(not_before=day):
        Notice.objects.create(
            user_id=author,
            kind=NoticeKind.DRAFT_DUE,
            channel=Channel.PAGE,
            development=development,
            not_before=day,
        )


def put_away(*, user: User, notice_id: int, now: dt.datetime) -> None:
    """Show one of the person's notices no longer."""
    Notice.objects.filter(pk=notice_id, user=user, seen_at=None).update(seen_at=now)
