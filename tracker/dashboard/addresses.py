"""Addresses that the pages' parts lead to; each keeps the day asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tracker.core.asof import AsOf
from tracker.core.links import with_query

#: A key that no row has (keys are never "new"), to make many addresses out of one look-up.
_PLACE = "0-place-0"
#: The same for rows that have numbers.
_NUMBER = 987654321


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses for one question; the patterns are looked up once, not for each row."""

    asof: AsOf
    development_pattern: str
    recommendation_pattern: str
    area_pattern: str
    source_pattern: str

    def development(self, key: str) -> str:
        """Return a development's address."""
        return self.development_pattern.replace(_PLACE, key)

    def recommendation(self, document: str, key: str, place: str = "") -> str:
        """Return a recommendation's address."""
        return self.recommendation_pattern.replace(_PLACE, document, 1).replace(_PLACE, key, 1) + place

    def area(self, key: str) -> str:
        """Return an area's address."""
        return self.area_pattern.replace(_PLACE, key)

    def source(self, pk: int) -> str:
        """Return a source's address."""
        return self.source_pattern.replace(f"/{_NUMBER}/", f"/{pk}/", 1)

    def to(self, name: str, **arguments: Any) -> str:
        """Return any other address."""
        return with_query(reverse(name, kwargs=arguments or None), self.asof.query)


def addresses(asof: AsOf) -> Addresses:
    """Return what makes addresses for this question."""

    def pattern(name: str, *arguments: object) -> str:
        return with_query(reverse(name, args=arguments), asof.query)

    return Addresses(
        asof,
        pattern("developments:detail", _PLACE),
        pattern("dashboard:recommendation", _PLACE, _PLACE),
        pattern("dashboard:area", _PLACE),
        pattern("dashboard:source", _NUMBER),
    )


def and_more(url: str, argument: str) -> str:
    """Return an address with one more argument, which is safe as it is."""
    return f"{url}{'&' if '?' in url else '?'}{argument}"
