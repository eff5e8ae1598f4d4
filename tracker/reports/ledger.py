"""A recommendation's ledger: every linked development with what it weighs, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.core import words
from tracker.core.words import signed, signed_decimal
from tracker.developments.choices import EFFECT_SLUGS, Attribution, Effect, Kind, Strength
from tracker.progress.evidence import LinkRow
from tracker.progress.measures import Figures, share
from tracker.reports.gathered import Gathered
from tracker.reports.parts import LedgerMeeting, LedgerRow


def ledger(gathered: Gathered, figures: Figures) -> tuple[LedgerRow, ...]:
    """Return the rows; the balance runs down from the figure that it ends in."""
    rows = []
    running = figures.balance
    for link in gathered.rows_of(figures.recommendation_id):
        rows.append(_row(gathered, figures, link, running))
        running -= link.value
    return tuple(rows)


def _row(gathered: Gathered, figures: Figures, link: LinkRow, running: int) -> LedgerRow:
    left = share(link.value, link.latest, figures.day, figures.half_life)
    return LedgerRow(
        key=link.development,
        date=words.date_words(link.edtf, short=True),
        title=link.title,
        summary=gathered.summaries.get(link.development, ""),
        rationale=link.rationale,
        effect=EFFECT_SLUGS[link.effect],
        strength=Strength(link.weight).slug,
        reported=link.reported,
        before=link.background,
        coding=_coding(link),
        meets=(
            *(LedgerMeeting(True, f"meets: {title}") for title in link.meets),
            *(LedgerMeeting(False, f"un-meets: {title}") for title in link.unmeets),
        ),
        weight=signed(link.value) if link.counts else "",
        balance=signed(running) if link.counts else "",
        momentum=signed_decimal(left) if link.counts else "",
        references=gathered.cite([link.development]),
    )


def _coding(link: LinkRow) -> str:
    parts = [f"{Effect(link.effect).label}, {Strength(link.weight).label}"]
    if link.attribution != Attribution.UNKNOWN:
        parts.append(str(Attribution(link.attribution).label))
    if link.kind:
        parts.append(str(Kind(link.kind).label))
    if link.reported:
        parts.append("reported, in no figure")
    if link.background:
        parts.append("before the document, in no figure")
    return " · ".join(parts)


def ledger_sum(figures: Figures) -> tuple[str, str, str, str]:
    """Return the last row: the counts since publication, and what the columns come to."""
    counts = words.join(
        (
            words.counted(figures.advances, "advance"),
            words.counted(figures.setbacks, "setback"),
            words.counted(figures.context, "context", "context"),
        )
    )
    total = signed(figures.balance)
    return f"{counts[0].upper()}{counts[1:]}", total, total, signed_decimal(figures.momentum)


def ledger_says(gathered: Gathered, figures: Figures, rows: Sequence[LedgerRow]) -> str:
    """Return the line above a ledger: what its columns add up to, and what its rows lack."""
    if not rows:
        return "Nothing is logged for it."
    day = "today’s momentum" if gathered.asof.is_today else "the momentum of that day"
    parts = [f"The last column adds up to {day}, {signed_decimal(figures.momentum)}."]
    if bare := sum(not row.rationale for row in rows):
        noun = "link has" if bare == 1 else "links have"
        parts.append(f"{words.opening(bare)} of the {words.figures(len(rows))} {noun} no rationale.")
    return " ".join(parts)


def ledger_more(gathered: Gathered, figures: Figures, rows: Sequence[LedgerRow]) -> str:
    """Return the line under a ledger that was cut: how many older rows there are, and where."""
    left = len(gathered.links.get(figures.recommendation_id, ())) - len(rows)
    if left <= 0:
        return ""
    verb = "is" if left == 1 else "are"
    return (
        f"{words.opening(left)} older {words.plural(left, 'row')} {verb} left out here. The figures count "
        "them; the recommendation’s page and the table of links (CSV) have them."
    )
