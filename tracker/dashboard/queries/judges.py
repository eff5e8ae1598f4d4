"""Whose judgement: what other judges said of a document's recommendations, beside the team's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from tracker.core.asof import AsOf
from tracker.core.words import figures, number
from tracker.dashboard.addresses import Addresses, addresses
from tracker.dashboard.judged import SHOWN, ComparedRow, compared_row, fits, judges_url
from tracker.dashboard.linked import Linked, linked
from tracker.documents.models import Document
from tracker.progress.judges import Band, Compared, bands, differences_of, differences_sentence
from tracker.progress.queries import Scope, require_published
from tracker.progress.verdicts import compared

PER_PAGE = 100
_STATUSES = {"implemented": ("implemented",), "with-partly": ("implemented", "partly-implemented")}


@dataclass(frozen=True, slots=True)
class JudgesChoice:
    """Which rows a reader wants: of one judge, those that both judged, that differ, or of a status."""

    judge: str = ""
    show: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class BandRow:
    """A judge's band, its figures leading to their rows."""

    band: Band
    url: str
    said: list[Linked]


@dataclass(frozen=True)
class JudgesPage:
    """The page: the finding, a band a judge, and the recommendations that others judged."""

    document: Document
    finding: list[Linked]
    bands: list[BandRow]
    judge: str
    """The name of the judge that was chosen."""
    choice: JudgesChoice
    page: Page[Compared]
    rows: list[ComparedRow]
    total: int
    both: int
    differ: int


def read_judges_choice(arguments: Mapping[str, str]) -> JudgesChoice:
    """Read what is asked from the page's arguments."""
    page, show = arguments.get("page", ""), arguments.get("show", "")
    return JudgesChoice(
        judge=arguments.get("judge", "")[:100],
        show=show if show in SHOWN else "",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def judges(document: Document, asof: AsOf, choice: JudgesChoice) -> JudgesPage:
    """Return the page: one query, whatever was judged."""
    require_published(document, asof)
    to = addresses(asof)
    every = compared(Scope(document_ids=(document.pk,)), asof)
    found = differences_of(every)
    all_bands = bands(every)
    kept = [row for row in every if _fits(row, choice)]
    page = Paginator(kept, PER_PAGE).get_page(choice.page)
    return JudgesPage(
        document=document,
        finding=linked(
            differences_sentence(found),
            lambda rows: judges_url(document.key, to, rows),
            lambda rows: "recommendation",
        ),
        bands=[_band(each, document, to) for each in all_bands],
        judge=next((each.judge.name for each in all_bands if each.judge.key == choice.judge), ""),
        choice=choice,
        page=page,
        rows=[compared_row(each, choice.judge, to) for each in page.object_list],
        total=len([row for row in every if row.of(choice.judge)]),
        both=len([row for row in every if row.by_both and row.of(choice.judge)]),
        differ=len([row for row in every if any(map(row.differs, row.of(choice.judge)))]),
    )


def _fits(row: Compared, choice: JudgesChoice) -> bool:
    mine = row.of(choice.judge)
    if not mine:
        return False
    if statuses := _STATUSES.get(choice.show):
        return any(each.status in statuses for each in mine)
    return fits(row, mine, choice.show)


def _band(band: Band, document: Document, to: Addresses) -> BandRow:
    def figure(words: str, show: str, value: int) -> Linked:
        return Linked(
            words, judges_url(document.key, to, show, band.judge.key), show, value, "recommendation"
        )

    said = [figure(_("%s strictly") % figures(band.implemented), "implemented", band.implemented)]
    if band.with_partly > band.implemented:
        words = _("%s with partly ones") % figures(band.with_partly)
        said += [Linked(", "), figure(words, "with-partly", band.with_partly)]
    said += [Linked(", "), figure(_("of the %s it judged") % figures(band.judged), "judged", band.judged)]
    if not band.both:
        said.append(Linked(_("; the team judged none of them")))
    else:
        differ = _("one differs") if band.differ == 1 else _("%s differ") % number(band.differ)
        told = figure(differ, "differ", band.differ) if band.differ else Linked(_("none differs"))
        both = figure(_("of %s that both judged") % number(band.both), "both", band.both)
        said += [Linked("; "), told, Linked(" "), both]
    return BandRow(band, to.to("dashboard:actor", key=band.judge.key), said)
