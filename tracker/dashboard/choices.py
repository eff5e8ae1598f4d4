"""What a reader has chosen on a page of lanes: it stands in the address; unknown words mean the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from tracker.progress.pictures.data import STATUS_WORDS
from tracker.stalls.rules import RECOMMENDATION_RULES

GROUPS = ("area", "addressee", "status")
SORTS = ("code", "-code", "status", "-status", "days", "-days")
ATTRIBUTIONS = ("attributed", "convergent", "unknown")
ALL, NONE = "all", "none"

#: The arguments that leave some recommendations out, each with what a chip says of it.
NARROWING = (
    "status", "rule", "newer", "judged", "unsettled", "advanced", "areas", "area", "addressee", "judge",
    "verdict",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """How recommendations are grouped, sorted and narrowed, and whether as lanes or as a data table."""

    group: str = "area"
    sort: str = "code"
    stalled: bool = False
    statuses: tuple[str, ...] = ()
    rule: str = ""
    newer: bool = False
    judged: bool = False
    unsettled: bool = False
    advanced: bool = False
    """Only those that advanced within the days of silence."""
    stalled_areas: bool = False
    area: str = ""
    addressee: str = ""
    judge: str = ""
    verdicts: tuple[str, ...] = ()
    """Only those of which the judge chosen said one of these."""
    table: bool = False
    links_only: bool = False
    """In the data table, only links that are in figures."""
    attribution: str = ""
    open: str = ""
    """Which groups are open: all, none, or a group's key; empty for what their number suggests."""
    page: int = 1
    lanes: int = 0
    """Which page of lanes; 0 for the one where the open group begins."""
    marks: int = 1
    """Which page of the data table."""

    @property
    def narrows(self) -> bool:
        """Whether some recommendations are left out by more than the choice of stalled ones."""
        return bool(
            self.statuses or self.rule or self.newer or self.judged or self.unsettled or self.advanced
            or self.stalled_areas or self.area or self.addressee or self.judge
        )  # fmt: skip


def read_choice(arguments: Mapping[str, str]) -> Choice:
    """Read a choice from a page's arguments."""
    judge = arguments.get("judge", "")
    return Choice(
        group=_known(arguments.get("group"), GROUPS, "area"),
        sort=_known(arguments.get("sort"), SORTS, "code"),
        stalled=arguments.get("show") == "stalled",
        statuses=_statuses(arguments, "status"),
        rule=_known(arguments.get("rule"), RECOMMENDATION_RULES, ""),
        newer=arguments.get("newer") == "1",
        judged=arguments.get("judged") == "1",
        unsettled=arguments.get("unsettled") == "1",
        advanced=arguments.get("advanced") == "1",
        stalled_areas=arguments.get("areas") == "stalled",
        area=arguments.get("area", ""),
        addressee=arguments.get("addressee", ""),
        judge=judge,
        verdicts=_statuses(arguments, "verdict") if judge else (),
        table=arguments.get("view") == "table",
        links_only=arguments.get("rows") == "links",
        attribution=read_attribution(arguments),
        open=arguments.get("open", ""),
        page=_number(arguments.get("page"), 1),
        lanes=_number(arguments.get("lanes"), 0),
        marks=max(_number(arguments.get("marks"), 1), 1),
    )


def read_attribution(arguments: Mapping[str, str]) -> str:
    """Read which links stand in front; empty for all."""
    return _known(arguments.get("attribution"), ATTRIBUTIONS, "")


#: Areas have rows where lanes are drawn, each folded.
_FOLDED: dict[str, Any] = {"group": None, "open": NONE, "view": None}


def rows_behind(rows: str) -> dict[str, Any]:
    """Return the arguments that leave exactly the rows behind a figure (see `Part.rows`)."""
    name, _, more = rows.partition(":")
    judge, _, verdict = more.partition(":")
    found: dict[str, dict[str, Any]] = {
        "all": {},
        "unsettled": {"unsettled": "1"},
        "judged": {"judged": "1"},
        "newer": {"newer": "1"},
        "stalled": {"show": "stalled"},
        "advanced-areas": {"advanced": "1", **_FOLDED},
        "areas": dict(_FOLDED),
        "stalled-areas": {"areas": "stalled", **_FOLDED},
        "with-partly": {"status": ["implemented", "partly-implemented"]},
        "links": {"view": "table", "rows": "links"},
        "attributed": {"view": "table", "rows": "links", "attribution": "attributed"},
        "judge": {"judge": judge, "verdict": _VERDICTS.get(verdict)},
    }
    narrowing = {"rule": name} if name in RECOMMENDATION_RULES else {"status": name}
    cleared = dict.fromkeys((*NARROWING, "show", "rows"))
    return {**cleared, **found.get(name, narrowing)}


_VERDICTS = {
    "implemented": ["implemented"],
    "with-partly": ["implemented", "partly-implemented"],
}


def kind_of_rows(rows: str) -> str:
    """Return what kind of rows a figure counts: recommendations, areas, links or developments."""
    if rows.startswith("developments"):
        return "development"
    if rows.endswith("areas"):
        return "area"
    return "link" if rows in ("links", "attributed") else "recommendation"


def _statuses(arguments: Mapping[str, str], name: str) -> tuple[str, ...]:
    asked = arguments.getlist(name) if isinstance(arguments, QueryDict) else [arguments.get(name, "")]
    return tuple(status for status in STATUS_WORDS if status in asked)


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else default


def _known(value: str | None, known: tuple[str, ...], default: str) -> str:
    return value if value in known else default
