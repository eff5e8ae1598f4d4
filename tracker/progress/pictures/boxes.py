"""What hovering or focusing a mark shows: its development with every link in sight (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.core.keys import natural_key
from tracker.core.words import join
from tracker.progress.pictures.data import EFFECT_WORDS, LaneInput, MarkInput, Strength


@dataclass(frozen=True, slots=True)
class BoxLink:
    """One link of the development, in words."""

    code: str
    effect: str
    strength: Strength
    reported: bool
    before: bool
    words: str


@dataclass(frozen=True, slots=True)
class DevelopmentBox:
    """A development as its box tells it."""

    key: str
    date_words: str
    kind: str
    title: str
    publisher: str
    href: str
    links: tuple[BoxLink, ...]


def development_boxes(lanes: Iterable[LaneInput]) -> list[DevelopmentBox]:
    """Return a box for each development with a mark in these lanes, its links in code order."""
    marks: dict[str, MarkInput] = {}
    links: dict[str, list[BoxLink]] = {}
    for lane in sorted(lanes, key=lambda lane: natural_key(lane.code)):
        for mark in lane.marks:
            marks.setdefault(mark.development, mark)
            links.setdefault(mark.development, []).append(_link(lane, mark))
    return [
        DevelopmentBox(
            key, mark.date_words, mark.kind, mark.title, mark.publisher, mark.href, tuple(links[key])
        )
        for key, mark in marks.items()
    ]


def _link(lane: LaneInput, mark: MarkInput) -> BoxLink:
    words = [f"{EFFECT_WORDS[mark.effect]}, {mark.strength}"]
    if mark.reported:
        words.append("reported")
    for verb, titles in (("meets", mark.meets), ("un-meets", mark.unmeets)):
        if titles:
            words.append(f"{verb} {join(f'“{title}”' for title in titles)}")
    return BoxLink(lane.code, mark.effect, mark.strength, mark.reported, mark.background, "; ".join(words))
