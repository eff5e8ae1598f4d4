"""What is said of links and developments: how many there are, of which kind, how they came about (pure)."""

from __future__ import annotations

from tracker.core.words import counted, figures, number, opening, plural
from tracker.progress.measures import Figures
from tracker.progress.sentences import Part, text_of

#: To this a number is a word, so that a sentence may begin with it.
SPELLED_TO = 12

#: A blank at which no line breaks: a count stays with its noun.
_TIED = "\u00a0"


def attribution_words(attributed: int, links: int) -> list[Part]:
    """Return how many links are recorded as having come of the document."""
    if not links:
        return []
    many = f"{figures(links)} links" if links > 1 else "one link"
    recorded = f" {'is' if attributed in (0, 1) else 'are'} recorded as having come of the document."
    if attributed > SPELLED_TO:
        return [
            Part("Of the "),
            Part(many, "links", links),
            Part(", "),
            Part(figures(attributed), "attributed", attributed),
            Part(recorded),
        ]
    said = "None" if not attributed else opening(attributed)
    return [
        Part(said, "attributed", attributed),
        Part(" of the "),
        Part(many, "links", links),
        Part(recorded),
    ]


def without_rationale_words(without: int, counting: int, links: int) -> str:
    """Return how many links have no rationale; of which links, where more than the figures' are meant."""
    if not without:
        return ""
    have = plural(without, "has", "have")
    if links == counting:
        return f"{opening(without)} {plural(without, 'link')} {have} no rationale."
    if links == 1:
        return "Its one link, in no figure, has no rationale."
    return (
        f"Of all {number(links)} links, reported and earlier ones too, {number(without)} {have} no rationale."
    )


def extent_words(since: int, reported: int, before: int) -> str:
    """Return how many developments a picture shows."""
    return text_of(extent_parts(since, reported, before))


def extent_parts(since: int, reported: int, before: int) -> list[Part]:
    """Return the same in parts."""
    parts = [
        Part(counted(since, "development").capitalize(), "developments", since),
        Part(" since publication"),
    ]
    if reported:
        them = "of them only reported" if since > reported else "only reported"
        parts += [
            Part(", "),
            Part(f"{number(reported)} {them}", "developments-reported", reported),
            Part(" (hollow, in no figure but days)"),
        ]
    if before:
        earlier = Part(f"{figures(before)} before it", "developments-before", before)
        parts += [Part("; "), earlier, Part(", greyed, in no figure")]
    return [*parts, Part(". Each mark opens its development.")]


def evidence_words(one: Figures) -> str:
    """Return the counts under an evidence bar: "10 advances, 1 setback, 2 context; 1 reported"."""
    return text_of(evidence_parts(one))


def evidence_parts(one: Figures) -> list[Part]:
    """Return the same in parts."""
    parts = [
        Part(_count(one.advances, "advance"), "advances", one.advances),
        Part(", "),
        Part(_count(one.setbacks, "setback"), "sets-back", one.setbacks),
    ]
    if one.context:
        parts += [Part(", "), Part(f"{figures(one.context)}{_TIED}context", "context", one.context)]
    if one.reported:
        parts += [Part("; "), Part(f"{figures(one.reported)}{_TIED}reported", "reported", one.reported)]
    return parts


def _count(value: int, noun: str) -> str:
    return f"{figures(value)}{_TIED}{noun}{'' if value == 1 else 's'}"
