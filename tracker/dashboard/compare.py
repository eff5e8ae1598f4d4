"""What changed of a recommendation, as a card: its figures at both ends and a table of the groups (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.core.words import days, figures, number, signed, signed_decimal
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.compare_rows import Item, Said, items_of, said_of
from tracker.progress.changed_rows import ChangedLink
from tracker.progress.changes import Row, Why
from tracker.progress.deltas import Delta, allot
from tracker.progress.measures import Figures
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.stalls.comparing import Change
from tracker.stalls.queries import looked_at
from tracker.stalls.rules import NO_ADVANCE, SILENT
from tracker.stalls.sentences import Reason, reasons


@dataclass(frozen=True, slots=True)
class Told:
    """A figure at both ends; after is empty where it is as before."""

    label: str
    before: str
    after: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table; nothing where a group cannot have one."""

    label: str
    text: str
    zero: bool


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One of the five groups: what it consists of, and what it made of each figure."""

    group: str
    name: str
    said: Said
    cells: tuple[Cell, ...]
    items: tuple[Item, ...]
    #: How many items there are; more than are listed where they are many.
    total: int

    @property
    def left_out(self) -> int:
        """How many are not listed."""
        return self.total - len(self.items)

    @property
    def listed(self) -> bool:
        """Whether the rows say more than the words do."""
        judgement = self.total == 1 and self.items[0].row is Row.JUDGEMENT
        return bool(self.items) and not (judgement and not (self.because and self.items[0].reason))

    @property
    def because(self) -> bool:
        """Whether the rows' reasons say why they are here: of corrections and of what we judged anew."""
        return self.group in (Why.CORRECTED, Why.JUDGED_ANEW)


@dataclass(frozen=True, slots=True)
class Card:
    """A recommendation that changed."""

    key: str
    code: str
    title: str
    url: str
    before_url: str
    told: tuple[Told, ...]
    columns: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    together: tuple[Cell, ...]
    began: Sequence[Reason]
    ended: Sequence[tuple[str, dt.date]]


def group_names() -> dict[Why, str]:
    """Return what the groups are called."""
    return {
        Why.CORRECTED: _("We corrected"),
        Why.JUDGED_ANEW: _("We judged anew"),
        Why.LEARNED_LATE: _("We learned late"),
        Why.WORLD_MOVED: _("The world moved"),
        Why.TIME_PASSED: _("Time passed"),
    }


def build_card(
    change: Change,
    links: Mapping[Why, Sequence[ChangedLink]],
    earlier: Addresses,
    later: Addresses,
    *,
    first: bool = True,
) -> Card:
    """Return a recommendation's card; links are the heaviest of each group, or where not first, others."""
    before, after = change.before.figures, change.after.figures
    momentum = allot([part.momentum for part in change.parts.values()], before.momentum, after.momentum, 2)
    shown = dict(zip(change.parts, momentum, strict=True))
    columns = [each for each in _columns() if each.kept(change.parts.values())]
    names = group_names()
    rows = []
    for group, part in change.parts.items():
        items, total = items_of(change, group, links.get(group, ()), later)
        if group is Why.TIME_PASSED:
            said = Said(_passed(change, shown[group]))
        else:
            said = said_of(items, total, heaviest=first)
        cells = tuple(each.cell(part, shown[group], group) for each in columns)
        rows.append(GroupRow(group.value, names[group], said, cells, items, total))
    return Card(
        key=after.key,
        code=after.code,
        title=after.title,
        url=later.recommendation(after.document_key, after.key),
        before_url=earlier.recommendation(after.document_key, after.key),
        told=_told(before, after, sum(momentum)),
        columns=tuple(each.label for each in columns),
        rows=tuple(rows),
        together=tuple(each.sum(change.parts.values(), sum(momentum)) for each in columns),
        began=reasons(change.began, after.day, looked_at(after)),
        ended=[(each.rule, each.since) for each in change.ended],
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """A figure as a column of the table."""

    label: str
    value: Callable[[Delta], float]
    always: bool = False
    by_time: bool = False
    decimal: bool = False

    def kept(self, parts: Iterable[Delta]) -> bool:
        """Whether any group made anything of it."""
        return self.always or any(self.value(part) for part in parts)

    def cell(self, part: Delta, momentum: float, group: Why) -> Cell:
        """Return what one group made of it."""
        if group is Why.TIME_PASSED and not self.by_time:
            return Cell(self.label, "", zero=True)
        return self._cell(momentum if self.decimal else self.value(part))

    def sum(self, parts: Iterable[Delta], momentum: float) -> Cell:
        """Return what all groups made of it."""
        return self._cell(momentum if self.decimal else sum([self.value(part) for part in parts]))

    def _cell(self, value: float) -> Cell:
        text = signed_decimal(round(value, 2) + 0.0) if self.decimal else signed(int(value))
        return Cell(self.label, text, zero=not value)


def _columns() -> tuple[_Column, ...]:
    return (
        _Column(_("advances"), lambda part: part.advances),
        _Column(_("setbacks"), lambda part: part.setbacks),
        _Column(_("context"), lambda part: part.context),
        _Column(_("balance"), lambda part: part.balance, always=True),
        _Column(_("milestones"), lambda part: part.milestones_met),
        _Column(_("momentum"), lambda part: part.momentum, always=True, by_time=True, decimal=True),
        _Column(_("days since logged"), lambda part: part.days_since_development, by_time=True),
        _Column(_("since an advance"), lambda part: part.days_since_advance, by_time=True),
    )


def _told(before: Figures, after: Figures, momentum: float) -> tuple[Told, ...]:
    """Return the headline's figures: what did not change is said once."""
    was = round(before.momentum, 2) + 0.0
    parts = [
        Told(_("balance"), *_pair(signed(before.balance), signed(after.balance))),
        Told(_("momentum"), *_pair(signed_decimal(was), signed_decimal(round(was + momentum, 2) + 0.0))),
    ]
    if after.milestones_total:
        met = _pair(figures(before.milestones_met), figures(after.milestones_met))
        parts.append(
            Told(_("milestones"), *met, _("of %(total)s") % {"total": figures(after.milestones_total)})
        )
    parts.append(
        Told(
            _("days since logged"),
            *_pair(figures(before.days_since_development), figures(after.days_since_development)),
        )
    )
    parts.append(Told("", *_pair(STATUS_WORDS[before.status], STATUS_WORDS[after.status])))
    return tuple(parts)


def _pair(before: str, after: str) -> tuple[str, str]:
    return before, "" if before == after else after


def _passed(change: Change, momentum: float) -> str:
    """Return what no row made, in words."""
    before, after = change.before.figures, change.after.figures
    passed = (after.day - before.day).days
    if not passed:
        return _("nothing")
    said = [_("older evidence faded")] if momentum else []
    began = {each.rule: each for each in change.began}
    # Ended rows may have made a silence too; what stands now would not have been one on the earlier day.
    if (quiet := began.get(SILENT)) and (before.day - quiet.since).days < quiet.numbers["limit"]:
        said.append(_("nothing logged for %(days)s") % {"days": days(after.days_since_development)})
    elif (without := began.get(NO_ADVANCE)) and (before.day - without.since).days < without.numbers["limit"]:
        said.append(_("no advance logged for %(days)s") % {"days": days(after.days_since_advance)})
    if change.fell_due:
        due = ngettext("a promise fell due", "%(count)s promises fell due", change.fell_due)
        said.append(due % {"count": number(change.fell_due)})
    if change.target_passed:
        said.append(_("its target date passed"))
    return "; ".join(said) or _("%(days)s went by") % {"days": days(passed)}
