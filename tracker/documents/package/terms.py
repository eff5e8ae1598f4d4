"""The words of packages, taken from the models' choices (so that there is one list)."""

from __future__ import annotations

from tracker.documents.choices import Basis, Position, Priority, Relation

BASES = tuple(Basis.values)
PRIORITIES = tuple(Priority.values)
RELATIONS = tuple(Relation.values)
POSITIONS = tuple(Position.values)
