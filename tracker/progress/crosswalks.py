"""What our statuses are called on others' scales (pure): the one table of it.

Nobody of these judged our recommendations: a row says what word their scale has for the same state of
things, or that it has none. A note stands where the fit is rough. `docs/judging.md` shows the same table
and where each scale is described; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tracker.progress.choices import NOT_ASSESSED, Status


@dataclass(frozen=True, slots=True)
class Scale:
    """Another body's scale: whose it is, its words, and where they are described."""

    key: str
    name: str
    about: str
    words: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The scale's word for one of our statuses, None where it has no such word."""

    word: str | None
    note: str = ""

    @property
    def rough(self) -> bool:
        """Whether the word fits only roughly."""
        return self.word is not None and bool(self.note)


@dataclass(frozen=True, slots=True)
class Called:
    """What one scale calls a status."""

    scale: Scale
    fit: Fit


GAO = Scale(
    "gao",
    "GAO",
    "US Government Accountability Office, status of recommendations",
    ("Open", "Open—Partially Addressed", "Closed—Implemented", "Closed—Not Implemented"),
    (
        "https://www.gao.gov/reports-testimonies/recommendations-database",
        "https://www.gao.gov/duplication/action_tracker/all_areas",
    ),
)
POLITIFACT = Scale(
    "politifact",
    "PolitiFact",
    "PolitiFact’s promise meters",
    ("Not Yet Rated", "In the Works", "Stalled", "Compromise", "Promise Kept", "Promise Broken"),
    (
        "https://projects.tampabay.com/projects/2017/politifact/obameter/about",
        "https://www.politifact.com/article/2009/oct/27/new-obameter-category-not-yet-rated/",
    ),
)
NTSB = Scale(
    "ntsb",
    "NTSB",
    "US National Transportation Safety Board, status of safety recommendations",
    (
        "Open—Await Response",
        "Open—Response Received",
        "Open—Acceptable Response",
        "Open—Acceptable Alternate Response",
        "Open—Unacceptable Response",
        "Closed—Exceeds Recommended Action",
        "Closed—Acceptable Action",
        "Closed—Acceptable Alternate Action",
        "Closed—Unacceptable Action",
        "Closed—Unacceptable Action/No Response Received",
        "Closed—Reconsidered",
        "Closed—No Longer Applicable",
        "Closed—Superseded",
    ),
    (
        "https://www.ntsb.gov/safety/safety-recs/Pages/Status-Explanation.aspx",
        "https://www.phmsa.dot.gov/hazmat/standards-rulemaking/ntsb-recommendations",
    ),
)
UN = Scale(
    "un",
    "UN follow-up",
    "UN Human Rights Committee, grades of follow-up to concluding observations",
    (
        "A, largely satisfactory",
        "B, partially satisfactory",
        "C, not satisfactory",
        "D, no cooperation",
        "E, contrary or rejected",
    ),
    ("https://undocs.org/CCPR/C/128/3", "https://ccprcentre.org/follow-up-and-assessment"),
)
SCALES = (GAO, POLITIFACT, NTSB, UN)

#: Every status that a page may show, in the codebook's order; last, that nobody has judged.
STATUSES = (*(each.value for each in Status), NOT_ASSESSED)

_NONE = Fit(None)
_TABLE: dict[str, tuple[Fit, Fit, Fit, Fit]] = {
    Status.NOT_STARTED: (
        Fit("Open"),
        Fit("Stalled", "Not Yet Rated until somebody there has looked"),
        Fit(
            "Open—Await Response", "Open—Unacceptable Response where the addressee answered and will not act"
        ),
        Fit("C, not satisfactory", "D where nothing at all was reported"),
    ),
    Status.IN_PROGRESS: (
        Fit("Open"),
        Fit("In the Works"),
        Fit("Open—Acceptable Response", "it is given to plans as well"),
        Fit("B, partially satisfactory"),
    ),
    Status.PARTLY_IMPLEMENTED: (
        Fit("Open—Partially Addressed"),
        Fit("Compromise", "a last word there; while work goes on it is In the Works"),
        Fit("Open—Acceptable Response", "it does not tell what is done from what is planned"),
        Fit("B, partially satisfactory"),
    ),
    Status.IMPLEMENTED: (
        Fit("Closed—Implemented"),
        Fit("Promise Kept"),
        Fit("Closed—Acceptable Action"),
        Fit("A, largely satisfactory", "it asks for significant action, not for all of it"),
    ),
    Status.REVERSED: (
        Fit(None, "what is closed there as implemented stays so"),
        Fit("Promise Broken", "a last word there; ours may turn again"),
        Fit("Open—Unacceptable Response", "it does not tell what is undone from what was never done"),
        Fit("E, contrary or rejected"),
    ),
    Status.ABANDONED: (
        Fit("Closed—Not Implemented"),
        Fit("Promise Broken"),
        Fit("Closed—Unacceptable Action"),
        Fit("E, contrary or rejected"),
    ),
    Status.SUPERSEDED: (
        Fit("Closed—Not Implemented", "the word does not say why it was closed"),
        _NONE,
        Fit("Closed—Superseded"),
        _NONE,
    ),
    Status.NOT_ASSESSABLE: (
        _NONE,
        Fit(None, "only what can be verified is taken up there"),
        _NONE,
        _NONE,
    ),
    NOT_ASSESSED: (
        Fit("Open", "every recommendation there is open from the first day"),
        Fit("Not Yet Rated"),
        Fit("Open—Response Received", "Open—Await Response before the addressee has answered"),
        _NONE,
    ),
}
TABLE: Mapping[str, tuple[Called, ...]] = MappingProxyType(
    {
        status: tuple(Called(scale, fit) for scale, fit in zip(SCALES, _TABLE[status], strict=True))
        for status in STATUSES
    }
)


def called(status: str) -> tuple[Called, ...]:
    """Return what each scale calls one of our statuses."""
    return TABLE[status]
