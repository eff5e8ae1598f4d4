"""What a reader has chosen on a page of lanes: it stands in the address; unknown words mean the default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.progress.pictures.data import STATUS_WORDS
from tracker.stalls.rules import RECOMMENDATION_RULES

GROUPS = ("area", "addressee", "status")
SORTS = ("code", "-code", "status", "-status", "days", "-days")
ATTRIBUTIONS = ("attributed", "convergent", "unknown")
PER_PAGE, FEWEST = 50, 10
MARKS = 3000


@dataclass(frozen=True, slots=True)
class Choice:
    """How recommendations are grouped, sorted and narrowed, and whether as lanes or as a data table."""

    group: str = "area"
    sort: str = "code"
    stalled: bool = False
    status: str = ""
    rule: str = ""
    newer: bool = False
    table: bool = False
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether some recommendations are left out by more than the choice of stalled ones."""
        return bool(self.status or self.rule or self.newer)


def read_choice(arguments: Mapping[str, str]) -> Choice:
    """Read a choice from a page's arguments."""
    page = arguments.get("page", "")
    return Choice(
        group=_known(arguments.get("group"), GROUPS, "area"),
        sort=_known(arguments.get("sort"), SORTS, "code"),
        stalled=arguments.get("show") == "stalled",
        status=_known(arguments.get("status"), tuple(STATUS_WORDS), ""),
        rule=_known(arguments.get("rule"), RECOMMENDATION_RULES, ""),
        newer=arguments.get("newer") == "1",
        table=arguments.get("view") == "table",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def read_attribution(arguments: Mapping[str, str]) -> str:
    """Read which links of a recommendation stand in front; empty for all."""
    return _known(arguments.get("attribution"), ATTRIBUTIONS, "")


def per_page(links: int, recommendations: int) -> int:
    """Return how many recommendations a page takes: fifty, fewer where they have very many links."""
    each = max(links / max(recommendations, 1), 1)
    return int(min(max(MARKS / each, FEWEST), PER_PAGE))


def _known(value: str | None, known: tuple[str, ...], default: str) -> str:
    return value if value in known else default
