"""Reads of notices."""

from __future__ import annotations

import datetime as dt

from tracker.accounts.models import User
from tracker.accounts.roles import Action, may
from tracker.notices.models import Channel, Notice, NoticeKind

#: More would push the page out of sight; the rest comes up as these are put away.
SHOWN = 3


def reminders_due(user: User, today: dt.date) -> list[Notice]:
    """Return the person's drafts whose day has come and that were not put away, the oldest day first.

    One query, by the index of unseen notices; none for those who log nothing.
    """
    if not may(user, Action.LOG):
        return []
    due = Notice.objects.filter(
        user=user,
        kind=NoticeKind.DRAFT_DUE,
        channel=Channel.PAGE,
        seen_at=None,
        not_before__lte=today,
    )
    return list(due.select_related("development").order_by("not_before", "id")[:SHOWN])
