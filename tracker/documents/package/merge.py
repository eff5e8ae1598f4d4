"""Decide what a load does to each row: three-way, by what was last said, is said and stands (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tracker.documents.package.problems import Told


@dataclass
class Decision:
    """What to do with the rows of one kind; lists are in the package's order."""

    kind: str
    add: list[str] = field(default_factory=list)
    update: list[str] = field(default_factory=list)
    #: Rows that stand otherwise than said and are left so.
    left: list[str] = field(default_factory=list)
    #: Rows that another document's package owns and that stand otherwise than said.
    foreign: list[str] = field(default_factory=list)
    #: Rows that people took away.
    removed: list[str] = field(default_factory=list)
    #: Rows that the package no longer says and that still stand.
    gone: list[str] = field(default_factory=list)
    #: What the package says now, where that is not what is kept of it.
    record: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> list[Told]:
        """Return what is to be told of rows without naming their fields."""
        removed = "was changed in the package, and taken away here by somebody; it stays away"
        gone = "is no longer in the package; it stays"
        return [Told(self.kind, key, removed) for key in self.removed] + [
            Told(self.kind, key, gone) for key in self.gone
        ]


def to_compare(said: Mapping[str, str], last: Mapping[str, str], owned: Collection[str] | None) -> set[str]:
    """Return the keys whose stored form has to be read: new ones, changed ones, and those of others.

    ``owned`` is None for kinds that only this document has.
    """
    return {
        key
        for key, sha in said.items()
        if last.get(key) != sha or (owned is not None and key in last and key not in owned)
    }


def decide(
    kind: str,
    said: Mapping[str, str],
    last: Mapping[str, str],
    stored: Mapping[str, str],
    *,
    present: Collection[str],
    owned: Collection[str] | None = None,
    foreign: Collection[str] = (),
) -> Decision:
    """Decide for each key said, and for those said last time and not now.

    ``last`` is what this document's package last said, ``stored`` the hash of what stands (for
    the keys of ``to_compare``), ``present`` all keys that stand. For kinds that documents share,
    ``owned`` are the keys whose first package is this one, ``foreign`` those of another's.
    """
    decision = Decision(kind)
    for key, sha in said.items():
        before = last.get(key)
        if before != sha:
            decision.record[key] = sha
        if key in foreign and key in stored:
            if stored[key] != sha:
                decision.foreign.append(key)
        elif before == sha and key not in foreign:
            continue
        elif key not in stored:
            (decision.add if before is None or owned is not None else decision.removed).append(key)
        elif stored[key] == sha:
            continue
        elif before is not None and stored[key] == before:
            decision.update.append(key)
        else:
            decision.left.append(key)
    decision.gone = [key for key in last if key not in said and key in present]
    return decision
