"""Which recommendations a development may touch besides: those related to the ones it is linked to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.documents.related import Related, related

#: More are no help; and none stands without a reason.
MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A recommendation to link too: why, and whether the effect may be the opposite there."""

    number: int
    name: str
    code: str
    title: str
    document: str
    why: str
    opposed: bool
    #: The same as sentences for where nothing else names what is suggested.
    sentence: str


def suggestions(linked: Iterable[tuple[int, str]]) -> list[Suggestion]:
    """Return what may be linked besides the recommendations given as (id, code); one query at most.

    Those with the most reasons come first, those in conflict after others, then those of what was linked
    first.
    """
    codes = dict(linked)
    found: dict[int, list[tuple[str, Related]]] = {}
    relations = related(codes)
    for of_id, code in codes.items():
        for each in relations.get(of_id, ()):
            if each.recommendation_id not in codes:
                found.setdefault(each.recommendation_id, []).append((code, each))
    best = sorted(found.values(), key=_worth)[:MOST]
    return [_suggestion(number, reasons) for number, reasons in enumerate(best, 1)]


def _worth(reasons: list[tuple[str, Related]]) -> tuple[int, bool]:
    return -len(reasons), all(each.opposed for _code, each in reasons)


def _suggestion(number: int, reasons: list[tuple[str, Related]]) -> Suggestion:
    first = reasons[0][1]
    why = "; ".join(
        _("%(code)s %(relates)s it") % {"code": code, "relates": each.words} for code, each in reasons
    )
    opposed = any(each.opposed for _code, each in reasons)
    what = _("%(code)s of %(document)s") % {"code": first.code, "document": first.document_title}
    sentence = " ".join(
        _("%(code)s is linked; %(what)s %(relates)s it.")
        % {"code": code, "what": what, "relates": each.other_words}
        for code, each in reasons
    )
    return Suggestion(
        number, first.name, first.code, first.title, first.document_title, why, opposed, sentence
    )
