"""A recommendation's ledger: every link with weight, running balance and share of momentum (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.words import counted, day_words, days, days_ago
from tracker.dashboard.addresses import Addresses
from tracker.developments.choices import Attribution, Kind
from tracker.progress.evidence import LinkRow, SourceRow
from tracker.progress.lanes import EFFECT_WORD
from tracker.progress.measures import Figures, running, share
from tracker.progress.pictures.data import EFFECT_WORDS, STRENGTH_OF
from tracker.stalls.queries import looked_at


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One link; figures are None where it is in no figure."""

    place: str
    date: object
    effect: str
    strength: str
    reported: bool
    before: bool
    title: str
    url: str
    summary: str
    rationale: str
    meets: tuple[str, ...]
    unmeets: tuple[str, ...]
    line: str
    sources: tuple[SourceRow, ...]
    weight: int | None
    balance: int | None
    momentum: float | None
    filtered_out: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """How long nothing has been logged, and whether anybody looked."""

    words: str
    looked: bool


@dataclass(frozen=True, slots=True)
class AttributionCounts:
    """How many of the links in the figures came of the document, would have come anyway, or nobody knows."""

    all: int
    attributed: int
    convergent: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Newest first: since the document, then before it; and the row that adds up."""

    rows: list[LedgerRow]
    background: list[LedgerRow]
    gap: Gap | None
    counts: AttributionCounts
    without_rationale: int
    sum_words: str
    balance: int
    momentum: float


def build_ledger(
    one: Figures, links: Sequence[LinkRow], asof: AsOf, to: Addresses, *, attribution: str, silent: bool
) -> Ledger:
    """Return the ledger of links given oldest first."""
    values = [link.value for link in links]
    rows = [
        _row(link, one, balance, to, attribution)
        for link, balance in zip(links, running(values), strict=True)
    ]
    rows.reverse()
    counting = [link for link in links if link.counts]
    since = [row for row in rows if not row.before]
    return Ledger(
        rows=since,
        background=[row for row in rows if row.before],
        gap=_gap(one, asof) if silent and since else None,
        counts=AttributionCounts(len(counting), *_came(counting)),
        without_rationale=sum(not link.rationale for link in links),
        sum_words=_sum_words(one),
        balance=one.balance,
        momentum=one.momentum,
    )


def _came(counting: Sequence[LinkRow]) -> list[int]:
    return [sum(link.attribution == each for link in counting) for each in Attribution.values]


def _row(link: LinkRow, one: Figures, balance: int, to: Addresses, attribution: str) -> LedgerRow:
    effect, strength = EFFECT_WORD[link.effect], STRENGTH_OF[link.weight]
    return LedgerRow(
        place=f"link-{link.development}",
        date=link.edtf,
        effect=effect,
        strength=strength,
        reported=link.reported,
        before=link.background,
        title=link.title,
        url=to.development(link.development),
        summary=link.summary,
        rationale=link.rationale,
        meets=link.meets,
        unmeets=link.unmeets,
        line=_line(link, effect, strength),
        sources=link.sources,
        weight=link.value if link.counts else None,
        balance=balance if link.counts else None,
        momentum=share(link.value, link.latest, one.day, one.half_life) if link.counts else None,
        filtered_out=bool(attribution) and link.attribution != attribution,
    )


def _line(link: LinkRow, effect: str, strength: str) -> str:
    """Return effect and strength, how it came about (unknown is not written out), and its kind."""
    parts = [f"{EFFECT_WORDS[effect]}, {strength}"]
    if link.attribution != Attribution.UNKNOWN:
        parts.append(str(Attribution(link.attribution).label))
    if link.kind:
        parts.append(str(Kind(link.kind).label))
    return " · ".join(parts)


def _gap(one: Figures, asof: AsOf) -> Gap:
    looked = looked_at(one)
    quiet = days(one.days_since_development)
    until = _("today") if asof.is_today else day_words(asof.day)
    if looked.on is None or looked.on <= one.last_development_day:
        return Gap(_("Nothing logged for %(days)s, to %(until)s; nobody has looked since") % {
            "days": quiet, "until": until,
        }, looked=False)  # fmt: skip
    ago = days_ago((one.day - looked.on).days)
    said = _("Nothing logged for %(days)s, to %(until)s; last looked %(ago)s, nothing new")
    return Gap(said % {"days": quiet, "until": until, "ago": ago}, looked=True)


def _sum_words(one: Figures) -> str:
    said = ", ".join(
        (
            counted(one.advances, "advance"),
            counted(one.setbacks, "setback"),
            counted(one.context, "context", "context"),
        )
    )
    return said[0].upper() + said[1:]
