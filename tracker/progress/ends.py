"""The two ends of a comparison, each a day and a moment, read from a request's arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.core import asof, clock, snapshot
from tracker.core.asof import AsOf
from tracker.core.errors import InvalidInput
from tracker.core.words import day_words

#: Which argument says what of the earlier end; the later one has the names that every page knows.
FROM = {"as_of": "from", "known_at": "from_known_at"}


@dataclass(frozen=True, slots=True)
class Ends:
    """An earlier end and a later one: neither the day nor the moment goes back."""

    earlier: AsOf
    later: AsOf

    @property
    def same_moment(self) -> bool:
        """Whether both are asked as known at one moment."""
        return self.earlier.known_at == self.later.known_at

    @property
    def same_day(self) -> bool:
        """Whether both are asked as of one day."""
        return self.earlier.day == self.later.day

    def pinned(self) -> Ends:
        """Return the same with "now" made one moment at both ends; at most one query."""
        if self.earlier.known_at is not None and self.later.known_at is not None:
            return self
        moment = clock.database_now()
        return Ends(snapshot.at_moment(self.earlier, moment), snapshot.at_moment(self.later, moment))


def read(arguments: Mapping[str, str]) -> Ends:
    """Read ``from``, ``from_known_at``, ``as_of`` and ``known_at``; each moment is now unless given.

    Raises ``InvalidInput`` naming each argument that is missing, cannot be read, or goes back.
    """
    errors: dict[str, str] = {}
    later = earlier = None
    try:
        later = asof.read(arguments)
    except InvalidInput as error:
        errors |= {each.path: each.message for each in error.errors}
    try:
        earlier = asof.read({name: arguments.get(given) or "" for name, given in FROM.items()})
    except InvalidInput as error:
        errors |= {FROM[each.path]: each.message for each in error.errors}
    if not (arguments.get("from") or "").strip():
        errors["from"] = "Say from which day, as 2024-03-01."
    if earlier is None or later is None or errors:
        raise InvalidInput(errors)
    earlier = replace(earlier, now=later.now, today=later.today)
    _require_order(earlier, later)
    return Ends(earlier, later)


def _require_order(earlier: AsOf, later: AsOf) -> None:
    errors: dict[str, str] = {}
    if earlier.day > later.day:
        errors["from"] = (
            f"{day_words(earlier.day)} comes after {day_words(later.day)}; give the earlier day first."
        )
    if earlier.known_moment > later.known_moment:
        errors["from_known_at"] = (
            "The earlier end would be as known later than the later end (now, where no moment is given);"
            " give the earlier moment first."
        )
    if errors:
        raise InvalidInput(errors)
