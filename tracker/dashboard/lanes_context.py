"""How the lanes of a page are grouped, folded and narrowed, as links."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.links import changed_query
from tracker.dashboard.choices import ALL, NARROWING, NONE, Choice
from tracker.dashboard.context import Option
from tracker.dashboard.queries.lanes import Board
from tracker.progress.pictures.data import STATUS_WORDS

#: What another choice of rows leaves behind: pages, and the group that was open.
_AFRESH: dict[str, Any] = {"lanes": None, "marks": None}


def board_context(query: QueryDict, asof: AsOf, board: Board, choice: Choice) -> dict[str, Any]:
    """Return every choice that a page of lanes offers."""
    clear = changed_query(query, {**dict.fromkeys((*NARROWING, "show", "rows")), **_AFRESH})
    return {
        "group_label": _("Group by"),
        "group_options": _group_options(query, choice),
        "show_label": _("Which recommendations"),
        "show_options": _show_options(query, asof, board, choice),
        "attribution_label": _("How the developments came about"),
        "attribution_options": _attribution_options(query, board, choice),
        "fold_options": _fold_options(query, board, choice),
        "chips": _chips(query, board, choice),
        "clear_url": clear,
        "clear_actions": [Option(_("Show all"), clear)],
        "findings": not asof.is_today,
        "board": board,
        "choice": choice,
    }


def _to(query: QueryDict, **changes: Any) -> str:
    return f"{changed_query(query, {**_AFRESH, **changes})}#lanes"


def _group_options(query: QueryDict, choice: Choice) -> list[Option]:
    labels = {"area": _("Area"), "addressee": _("Addressee"), "status": _("Status")}
    return [
        Option(label, _to(query, group=key, open=choice.open if choice.open in (ALL, NONE) else None),
               choice.group == key)
        for key, label in labels.items()
    ]  # fmt: skip


def _show_options(query: QueryDict, asof: AsOf, board: Board, choice: Choice) -> list[Option]:
    stalled = _("Stalled") if asof.is_today else _("With findings")
    return [
        Option(_("All"), _to(query, show=None), not choice.stalled, board.total),
        Option(stalled, _to(query, show="stalled"), choice.stalled, board.stalled),
    ]


def _attribution_options(query: QueryDict, board: Board, choice: Choice) -> list[Option]:
    links = board.attributed + board.convergent + board.unknown
    labels = {
        "": (_("All"), links),
        "attributed": (_("Came of it"), board.attributed),
        "convergent": (_("Anyway"), board.convergent),
        "unknown": (_("Unknown"), board.unknown),
    }
    return [
        Option(label, _to(query, attribution=key), choice.attribution == key, count)
        for key, (label, count) in labels.items()
    ]


def _fold_options(query: QueryDict, board: Board, choice: Choice) -> list[Option]:
    """Return what folds or opens all groups, where there is more than one to fold."""
    if choice.table or board.layout.groups == ():
        return []
    words = {
        "area": (_("Open all areas"), _("Fold areas")),
        "addressee": (_("Open all addressees"), _("Fold addressees")),
        "status": (_("Open all statuses"), _("Fold statuses")),
    }
    opens, folds = words[choice.group]
    found = []
    if not board.layout.all_open:
        found.append(Option(opens, _to(query, open=ALL)))
    if not board.layout.all_folded:
        found.append(Option(folds, _to(query, open=NONE)))
    return found


def _chips(query: QueryDict, board: Board, choice: Choice) -> list[Option]:
    """Return what leaves recommendations out, each to be taken off."""
    statuses = ", ".join(STATUS_WORDS[each] for each in choice.statuses)
    verdicts = ", ".join(STATUS_WORDS[each] for each in choice.verdicts)
    judge = _("judged by %(name)s") % {"name": board.names.get("judge", choice.judge)}
    told: list[tuple[object, str, str]] = [
        (statuses, _("status: %(status)s") % {"status": statuses}, "status"),
        (choice.rule, _("rule: %(rule)s") % {"rule": choice.rule}, "rule"),
        (choice.newer, _("newer evidence than the judgement"), "newer"),
        (choice.judged, _("judged"), "judged"),
        (choice.unsettled, _("not settled"), "unsettled"),
        (choice.advanced, _("advanced lately"), "advanced"),
        (choice.stalled_areas, _("in stalled areas"), "areas"),
        (choice.area, _("area: %(name)s") % {"name": board.names.get("area", choice.area)}, "area"),
        (
            choice.addressee,
            _("addressee: %(name)s") % {"name": board.names.get("addressee", choice.addressee)},
            "addressee",
        ),
        (choice.judge, f"{judge}: {verdicts}" if verdicts else judge, "judge"),
        (choice.links_only, _("links in figures"), "rows"),
    ]
    return [
        Option(label, _to(query, **{argument: None, **({"verdict": None} if argument == "judge" else {})}))
        for wanted, label, argument in told
        if wanted
    ]
