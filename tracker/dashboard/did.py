"""Developments of an actor or a source as rows, and the sentence whose figures they add up to (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.core.links import changed_query, with_query
from tracker.core.words import counted, number, opening, plural
from tracker.dashboard.addresses import Addresses
from tracker.dashboard.context import Option
from tracker.dashboard.linked import Linked, linked
from tracker.dashboard.paging import Pages, number_of, pages
from tracker.developments.choices import Attribution, Kind
from tracker.progress.acts import EFFECTS, SHOWN, Act, ActChoice, ActLink, Acts, ActTotals
from tracker.progress.lanes import EFFECT_WORD
from tracker.progress.pictures.data import EFFECT_WORDS, STRENGTH_OF
from tracker.progress.sentences import Part

ARGUMENT, PAGE, PLACE = "did", "did_page", "did"


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link of a development: its mark, the recommendation, and words."""

    link: ActLink
    effect: str
    strength: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """A development with the links asked for."""

    act: Act
    url: str
    kind: str
    lines: tuple[LinkLine, ...]


@dataclass(frozen=True, slots=True)
class Did:
    """What an actor did, or what rests on a source: the sum, how to narrow it, and a page of rows."""

    said: list[Linked]
    totals: ActTotals
    options: list[Option]
    rows: list[ActRow]
    pages: Pages
    chosen: str
    list_url: str
    """The same in the list of developments, to search and narrow them."""


def read_act_choice(query: QueryDict) -> ActChoice:
    """Read which developments are asked for."""
    show = query.get(ARGUMENT, "")
    return ActChoice(show if show in SHOWN else "", number_of(query, PAGE))


def build_did(
    acts: Acts,
    choice: ActChoice,
    query: QueryDict,
    to: Addresses,
    opening_words: str,
    listed: dict[str, str],
) -> Did:
    """Return the rows with their sum; ``opening_words`` has one place for how many developments.

    ``listed`` narrows the list of developments to the same.
    """

    def url(rows: str) -> str:
        asked = None if rows == "all" else rows
        return f"{changed_query(query, {ARGUMENT: asked, PAGE: None})}#{PLACE}"

    totals = acts.totals
    return Did(
        said=linked(
            acts_sentence(totals, opening_words),
            url,
            lambda rows: "development" if rows in ("all", "unlinked") else "link",
        ),
        totals=totals,
        options=_options(totals, choice, url),
        rows=[_row(each, choice.show, to) for each in acts.rows],
        pages=pages(acts.found, query, PAGE, PLACE),
        chosen=choice.show,
        list_url=with_query(reverse("developments:list"), {**to.asof.query, **listed}),
    )


def acts_sentence(totals: ActTotals, opening_words: str) -> list[Part]:
    """Return how many developments there are and what they moved; the parts add up to all links."""
    before, _place, after = opening_words.partition("{}")
    developments = counted(totals.developments, "development")
    if not before:
        developments = developments[0].upper() + developments[1:]
    parts = [
        Part(before),
        Part(developments, "all" if totals.developments else "", totals.developments),
        Part(after),
    ]
    told = [
        (totals.advances, counted(totals.advances, "advance"), "advances"),
        (totals.setbacks, counted(totals.setbacks, "setback"), "sets-back"),
        (totals.context, f"{number(totals.context)} of context", "context"),
    ]
    in_figures = [Part(words, rows, count) for count, words, rows in told if count]
    if in_figures:
        many = totals.advances + totals.setbacks + totals.context
        whose = "its" if totals.developments == 1 else "their"
        verb = plural(many, "is", "are")
        parts += [Part(f". {opening(many)} of {whose} links {verb} in figures: "), *_listed(in_figures)]
    if totals.no_figure:
        verb = plural(totals.no_figure, "is", "are")
        words = f"{counted(totals.no_figure, 'link')} {verb} in no figure"
        parts += [
            Part("; " if in_figures else ". "),
            Part(words if in_figures else words[0].upper() + words[1:], "no-figure", totals.no_figure),
        ]
    if totals.unlinked and totals.developments:
        words = (
            f"{counted(totals.unlinked, 'development')} {plural(totals.unlinked, 'moves', 'move')} nothing"
        )
        parts += [Part("; "), Part(words, "unlinked", totals.unlinked)]
    return [*parts, Part(".")]


def _listed(told: Sequence[Part]) -> list[Part]:
    parts: list[Part] = []
    for place, part in enumerate(told):
        if place:
            parts.append(Part(" and " if place == len(told) - 1 else ", "))
        parts.append(part)
    return parts


def _options(totals: ActTotals, choice: ActChoice, url: Callable[[str], str]) -> list[Option]:
    labels = {
        "all": (_("All"), totals.developments),
        "advances": (_("Advances"), totals.advances),
        "sets-back": (_("Setbacks"), totals.setbacks),
        "context": (_("Context"), totals.context),
        "no-figure": (_("In no figure"), totals.no_figure),
        "unlinked": (_("Moving nothing"), totals.unlinked),
    }
    current = choice.show or "all"
    return [
        Option(label, url(rows), rows == current, count)
        for rows, (label, count) in labels.items()
        if count or rows in ("all", current)
    ]


def _row(act: Act, show: str, to: Addresses) -> ActRow:
    return ActRow(
        act,
        to.development(act.key),
        str(Kind(act.kind).label) if act.kind else "",
        tuple(_line(link, to) for link in act.links if _fits(link, show)),
    )


def _fits(link: ActLink, show: str) -> bool:
    if show in EFFECTS:
        return link.counts and link.effect == EFFECTS[show]
    return show != "no-figure" or not link.counts


def _line(link: ActLink, to: Addresses) -> LinkLine:
    effect, strength = EFFECT_WORD[link.effect], STRENGTH_OF[link.weight]
    words = f"{EFFECT_WORDS[effect]}, {strength}"
    if link.attribution != Attribution.UNKNOWN:
        words += f", {Attribution(link.attribution).label}"
    if link.reported:
        words += _("; reported, in no figure")
    elif link.background:
        words += _("; before the document, in no figure")
    return LinkLine(link, effect, strength, to.recommendation(link.document_key, link.key), words)
