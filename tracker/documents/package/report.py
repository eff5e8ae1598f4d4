"""Say what a load did, for the command and the page alike."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.core import words
from tracker.documents.package.load import Outcome

_MANY = {"response": "responses", "area": "areas"}


def refused(count: int) -> str:
    """Return the sentence that closes a list of errors."""
    return f"{words.opening(count)} {words.plural(count, 'error')}; nothing was loaded."


def sentence(outcome: Outcome) -> str:
    """Return the sentence that opens the answer."""
    if not outcome.changed:
        return f"{outcome.document_key}: nothing has changed."
    parts = [f"{words.figures(outcome.added)} added", f"{words.figures(outcome.updated)} updated"]
    return f"{outcome.document_key}: {words.join(parts)}."


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield what was done: a sentence, the counts of each kind, then each thing told."""
    yield sentence(outcome)
    for kind, counts in outcome.counts.items():
        numbers = ", ".join(f"{words.figures(number)} {what}" for what, number in counts.items())
        yield f"  {kind}: {numbers}"
    for told in outcome.told:
        yield f"  told: {told}"
