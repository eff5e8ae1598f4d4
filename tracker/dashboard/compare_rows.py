"""The rows that made a change, one by one and in a few words (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.core.words import day_words, number
from tracker.dashboard.addresses import Addresses
from tracker.progress.changed_rows import ChangedJudgement, ChangedLink, ChangedMeeting, LinkSaid
from tracker.progress.changes import Row, Why
from tracker.progress.lanes import EFFECT_WORD
from tracker.progress.pictures.data import EFFECT_WORDS, STATUS_WORDS, STRENGTH_OF
from tracker.stalls.comparing import Change


@dataclass(frozen=True, slots=True)
class Item:
    """A row that came, went, or took another's place; a mark for links, a box or a disc for the others."""

    row: Row
    came: bool
    title: str
    url: str
    day: dt.date
    line: str
    before: str = ""
    reason: str = ""
    effect: str = ""
    strength: str = ""
    reported: bool = False
    met: bool = False
    status: str = ""
    other_judge: bool = False
    #: Which development and milestone a meeting is of.
    pair: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Said:
    """A group in a few words: its links with the heaviest named, then meetings and judgements."""

    words: str
    title: str = ""
    url: str = ""
    day: dt.date | None = None
    more: str = ""


def items_of(
    change: Change, group: Why, links: Sequence[ChangedLink], to: Addresses
) -> tuple[tuple[Item, ...], int]:
    """Return a group's rows, and how many there are where not all links were read."""
    meetings = [_meeting(each, to) for each in change.meetings if each.group is group]
    judgements = [_judgement(each) for each in change.judgements if each.group is group]
    items = (*(_link(each, to) for each in links), *meetings, *judgements)
    return items, change.moves.told(group) + len(meetings) + len(judgements)


def said_of(items: Sequence[Item], count: int, *, heaviest: bool = True) -> Said:
    """Return a group in words; its heaviest link is named where it is among the items."""
    if not count:
        return Said(_("nothing"))
    links = [each for each in items if each.row is Row.LINK]
    others = [each for each in items if each.row is not Row.LINK]
    more = "; ".join([*_met(others), *_judged(others)])
    counted = count - len(others)
    if not counted:
        return Said(more)
    told = {"count": number(counted)}
    if not heaviest:
        words = ngettext("one link", "%(count)s links", counted) % told
        return Said("; ".join(filter(None, (words, more))))
    first = links[0]
    words = ngettext("one link", "%(count)s links, the heaviest", counted) % told
    return Said(words, first.title, first.url, first.day, more)


def _link(link: ChangedLink, to: Addresses) -> Item:
    said = link.said
    return Item(
        row=Row.LINK,
        came=link.came,
        title=link.title,
        url=to.development(link.development),
        day=said.latest,
        line=_said(said),
        before=_said(link.before) if link.before else "",
        reason=link.reason,
        effect=EFFECT_WORD[said.effect],
        strength=STRENGTH_OF[said.weight],
        reported=said.reported,
    )


def _said(said: LinkSaid) -> str:
    parts = [f"{EFFECT_WORDS[EFFECT_WORD[said.effect]]}, {STRENGTH_OF[said.weight]}", day_words(said.latest)]
    if said.reported:
        parts.append(_("reported, in no figure but days"))
    return " · ".join(parts)


def _meeting(meeting: ChangedMeeting, to: Addresses) -> Item:
    what = _("meets “%(milestone)s”") if meeting.met else _("un-meets “%(milestone)s”")
    parts = [what % {"milestone": meeting.milestone_title}, day_words(meeting.latest)]
    if meeting.reported:
        parts.append(_("reported, in no figure"))
    return Item(
        row=Row.MEETING,
        came=meeting.came,
        title=meeting.title,
        url=to.development(meeting.development),
        day=meeting.latest,
        line=" · ".join(parts),
        reason=meeting.reason,
        reported=meeting.reported,
        met=meeting.met,
        pair=(meeting.development, meeting.milestone),
    )


def _judgement(judgement: ChangedJudgement) -> Item:
    told = {
        "status": STATUS_WORDS[judgement.status],
        "day": day_words(judgement.day),
        "judge": judgement.judge_name,
    }
    if judgement.judge:
        line = _("judged %(status)s on %(day)s by %(judge)s") % told
    else:
        line = _("judged %(status)s on %(day)s") % told
    return Item(
        row=Row.JUDGEMENT,
        came=judgement.came,
        title="",
        url="",
        day=judgement.day,
        line=line,
        reason=judgement.reason,
        status=judgement.status,
        other_judge=bool(judgement.judge),
    )


def _met(others: Sequence[Item]) -> list[str]:
    """Return how many milestones were met and un-met; where meetings were corrected, how many of these."""
    meetings = [each for each in others if each.row is Row.MEETING]
    gone = {each.pair for each in meetings if not each.came}
    came = [each for each in meetings if each.came and each.pair not in gone and not each.reported]
    reported = [each for each in meetings if each.came and each.pair not in gone and each.reported]
    met, unmet = sum(each.met for each in came), sum(not each.met for each in came)
    said = []
    if met:
        said.append(ngettext("a milestone met", "%(count)s milestones met", met) % {"count": number(met)})
    if unmet:
        said.append(
            ngettext("a milestone un-met again", "%(count)s milestones un-met again", unmet)
            % {"count": number(unmet)}
        )
    if reported:
        said.append(
            ngettext("a milestone reported on", "%(count)s milestones reported on", len(reported))
            % {"count": number(len(reported))}
        )
    if gone:
        said.append(
            ngettext("a milestone’s meeting", "%(count)s milestones’ meetings", len(gone))
            % {"count": number(len(gone))}
        )
    return said


def _judged(others: Sequence[Item]) -> list[str]:
    """Return the judgements that came, newest first, by what they say; those that went where none came."""
    judgements = [each for each in others if each.row is Row.JUDGEMENT]
    came = [each for each in judgements if each.came]
    if not came:
        return [_("no longer %(line)s") % {"line": each.line} for each in judgements[:2]]
    said = [each.line for each in came[:2]]
    if len(came) > 2:
        rest = len(came) - 2
        said.append(ngettext("and once more", "and %(count)s times more", rest) % {"count": number(rest)})
    return said
