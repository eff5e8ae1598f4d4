"""A recommendation's ledger: links with weight, running balance and share of momentum, by pages (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.dates import EdtfDate
from tracker.core.words import counted, day_words, days, days_ago, opening, signed, signed_decimal
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.asked import PageChoice
from tracker.developments.choices import Attribution, Kind
from tracker.progress.evidence import LinkRow, SourceRow
from tracker.progress.lanes import EFFECT_WORD
from tracker.progress.measures import Figures, share
from tracker.progress.pictures.data import EFFECT_WORDS, STRENGTH_OF
from tracker.progress.single import PER_PAGE, Entry, Single, Totals, Whole
from tracker.stalls.queries import looked_at


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One link; figures are None where it is in no figure."""

    place: str
    date: EdtfDate
    sign: int
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
    source_urls: tuple[str, ...]
    """Where each source's own page is."""
    weight: int | None
    balance: int | None
    momentum: float | None
    day: str
    attribution: str
    size: int


@dataclass(frozen=True, slots=True)
class Gap:
    """How long nothing has been logged, and whether anybody looked."""

    words: str
    looked: bool


@dataclass(frozen=True)
class Ledger:
    """A page of it, newest first: since the document, then before it; and the row that adds up."""

    rows: list[LedgerRow]
    background: list[LedgerRow]
    gap: Gap | None
    whole: Whole
    totals: Totals
    sum_head: str
    sum_words: str
    #: What a narrowed ledger holds, in a sentence; empty where it is whole.
    narrowed: str
    page: Page[int]

    @property
    def paged(self) -> bool:
        """Whether there are more rows than stand here."""
        return self.page.has_other_pages()


def build_ledger(
    one: Figures, found: Single, asof: AsOf, to: Addresses, choice: PageChoice, *, silent: bool
) -> Ledger:
    """Return the page of the ledger that was read."""
    rows = [_row(entry, one, to) for entry in found.entries]
    page = Paginator(range(found.totals.rows), PER_PAGE).get_page(choice.page)
    first_whole = not choice.narrows and page.number == 1
    since = [row for row in rows if not row.before]
    return Ledger(
        rows=since,
        background=[row for row in rows if row.before],
        gap=_gap(one, asof) if silent and first_whole and since else None,
        whole=found.whole,
        totals=found.totals,
        sum_head=_("Of these") if choice.narrows else _("Since publication"),
        sum_words=_sum_words(found.totals),
        narrowed=_narrowed(choice, found.totals) if choice.narrows else "",
        page=page,
    )


def _row(entry: Entry, one: Figures, to: Addresses) -> LedgerRow:
    link = entry.link
    effect, strength = EFFECT_WORD[link.effect], STRENGTH_OF[link.weight]
    return LedgerRow(
        place=f"link-{link.development}",
        date=link.edtf,
        sign=link.effect,
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
        source_urls=tuple(to.source(each.id) for each in link.sources),
        weight=link.value if link.counts else None,
        balance=entry.balance if link.counts else None,
        momentum=share(link.value, link.latest, one.day, one.half_life) if link.counts else None,
        day=link.latest.isoformat(),
        attribution=link.attribution,
        size=link.weight,
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


def _sum_words(totals: Totals) -> str:
    said = ", ".join(_counts(totals))
    return said[0].upper() + said[1:]


def _counts(totals: Totals) -> Sequence[str]:
    return (
        counted(totals.advances, "advance"),
        counted(totals.setbacks, "setback"),
        counted(totals.context, "context", "context"),
    )


def _narrowed(choice: PageChoice, totals: Totals) -> str:
    """Return what the narrowed ledger holds: "Eight setbacks of weight −11, −1.68 of the momentum."."""
    said = opening(totals.rows) if totals.rows else _("None")
    noun = _("link") if totals.rows == 1 else _("links")
    effects = {
        "advances": _("that advance it"),
        "sets-back": _("that set it back"),
        "context": _("of context"),
    }
    came = {
        "attributed": _("that came of the document"),
        "convergent": _("that would have come anyway"),
        "unknown": _("of which it is not recorded whether they came of the document"),
    }
    others = {
        "counted": _("in the figures"),
        "reported": _("that are only reported, in no figure"),
        "range": _("of the days chosen above"),
    }
    which = (effects.get(choice.effect), came.get(choice.attribution), others.get(choice.rows))
    kinds = " ".join(part for part in which if part)
    head = f"{said} {noun} {kinds}"
    if choice.rows == "reported":
        return f"{head}."
    adds = _("together they add %(balance)s to the balance and %(momentum)s to momentum.")
    return f"{head}; " + adds % {
        "balance": signed(totals.balance), "momentum": signed_decimal(totals.momentum),
    }  # fmt: skip
