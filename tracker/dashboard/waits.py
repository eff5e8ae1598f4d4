"""Which recommendations wait on which, as rows (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.dashboard.addresses import Addresses
from tracker.progress.pictures.data import STATUS_WORDS
from tracker.progress.waiting import Named, Wait


@dataclass(frozen=True, slots=True)
class Other:
    """A recommendation that is waited on."""

    named: Named
    url: str
    status: str
    status_words: str


@dataclass(frozen=True, slots=True)
class WaitRow:
    """A recommendation with all that it waits on."""

    named: Named
    url: str
    on: tuple[Other, ...]


def wait_rows(waits: Sequence[Wait], to: Addresses) -> list[WaitRow]:
    """Return each waiting recommendation once, in the order given."""
    groups: dict[Named, list[Other]] = {}
    for each in waits:
        url = to.recommendation(each.on.document_key, each.on.key)
        other = Other(each.on, url, each.status, STATUS_WORDS[each.status])
        groups.setdefault(each.waiting, []).append(other)
    return [
        WaitRow(named, to.recommendation(named.document_key, named.key), tuple(others))
        for named, others in groups.items()
    ]
