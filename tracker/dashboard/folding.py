"""Which groups of lanes stand open, which are folded, and what comes on which page (pure).

To 40 recommendations lanes are open; over 40 groups start folded and open one at a time. Over 15 open
groups, or over 150 lines in all, lines come by fifty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.dashboard.choices import ALL, NONE

OPEN_TO = 40
LINES_TO, GROUPS_TO = 150, 15
PER_PAGE = 50
#: A group with more links than this is drawn by quarters even when open.
MARKS_TO = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """A group on this page: folded, or its lanes from ``first`` to before ``end``."""

    group: int
    open: bool
    first: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands on this page of lanes."""

    spans: tuple[Span, ...]
    page: int
    pages: int
    first: int
    last: int
    total: int
    compact: bool
    """Whether recommendations are so many that lanes are low."""
    all_open: bool
    all_folded: bool

    @property
    def before(self) -> int:
        """The page before."""
        return self.page - 1

    @property
    def next(self) -> int:
        """The page after."""
        return self.page + 1

    @property
    def groups(self) -> tuple[int, ...]:
        """The groups on this page."""
        return tuple(span.group for span in self.spans)


def lay_out(
    keys: Sequence[str], sizes: Sequence[int], recommendations: int, asked: str = "", page: int = 0
) -> Layout:
    """Lay out groups of so many lanes each; ``asked`` is what the reader has chosen to open.

    Page 0 is the one on which the group that was asked for begins.
    """
    many = recommendations > OPEN_TO
    every = asked == ALL or (not many and asked != NONE and asked not in keys)
    opened = [every or key == asked for key in keys]
    lines = [(number, place) for number, size in enumerate(sizes) for place in _places(size, opened[number])]
    paged = len(lines) > LINES_TO or (sum(opened) > GROUPS_TO and many)
    size = PER_PAGE if paged else max(len(lines), 1)
    pages = max(-(-len(lines) // size), 1)
    if page == 0 and asked in keys:
        page = lines.index((keys.index(asked), 0)) // size + 1
    page = min(max(page, 1), pages)
    here = lines[(page - 1) * size : page * size]
    return Layout(
        spans=_spans(here, opened),
        page=page,
        pages=pages,
        first=(page - 1) * size + 1,
        last=(page - 1) * size + len(here),
        total=len(lines),
        compact=many,
        all_open=all(opened),
        all_folded=not any(opened),
    )


def _places(size: int, is_open: bool) -> range:
    return range(size if is_open else 1)


def _spans(lines: Sequence[tuple[int, int]], opened: Sequence[bool]) -> tuple[Span, ...]:
    found: dict[int, Span] = {}
    for group, place in lines:
        if not opened[group]:
            found[group] = Span(group, open=False)
            continue
        first = found[group].first if group in found else place
        found[group] = Span(group, True, first, place + 1)
    return tuple(found.values())
