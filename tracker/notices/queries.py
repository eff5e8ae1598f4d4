"""Reads of notices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from tracker.accounts.models import User
from tracker.accounts.roles import Action, may
from tracker.notices.models import Channel, NoticeKind

#: More would push the page out of sight; the rest comes up as these are put away.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Reminder:
    """A draft whose day has come, and the notice that says so."""

    pk: int
    key: str
    title: str
    date: str


#: Written out, since every page asks it; by the index of unseen notices.
_DUE = f"""
SELECT n.id, d.key, d.title, d.date
FROM notices_notice n JOIN developments_development d ON d.id = n.development_id
WHERE n.user_id = %s AND n.seen_at IS NULL AND n.not_before <= %s AND n.kind = %s AND n.channel = %s
ORDER BY n.not_before, n.id LIMIT {SHOWN}
"""  # noqa: S608 - the number shown is ours


def reminders_due(user: User, today: dt.date) -> list[Reminder]:
    """Return the person's drafts whose day has come and that were not put away, the oldest day first.

    One query; none for those who log nothing.
    """
    if not may(user, Action.LOG):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [user.pk, today, NoticeKind.DRAFT_DUE, Channel.PAGE])
        return [Reminder(*row) for row in cursor.fetchall()]
