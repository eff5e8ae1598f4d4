"""Lists in pages of 100: ``next``, ``previous``, ``results``.

A page is found by the place of its neighbour's last row (keyset), never by counting rows, so that
none is lost or repeated while others are added, and every page costs the same.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from tracker.core.errors import InvalidInput

PAGE_SIZE = 100
PARAMETER = "cursor"


@dataclass(frozen=True)
class Cursor:
    """The place of a row: its values of the ordering's fields; ``backward`` asks for what comes before."""

    values: tuple[str | None, ...]
    backward: bool = False

    def encode(self) -> str:
        """Return the cursor as an address holds it."""
        packed = json.dumps([int(self.backward), *self.values], ensure_ascii=True, separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, fields: int) -> Cursor:
        """Read a cursor of ``fields`` values; raise ``ValueError`` where it is none."""
        try:
            padded = text.encode("ascii") + b"=" * (-len(text) % 4)
            unpacked = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (binascii.Error, UnicodeError, RecursionError) as error:
            raise ValueError(text) from error
        if not isinstance(unpacked, list) or len(unpacked) != fields + 1 or unpacked[0] not in (0, 1):
            raise ValueError(text)
        values = unpacked[1:]
        if not all(value is None or (isinstance(value, str) and "\x00" not in value) for value in values):
            raise ValueError(text)
        return cls(tuple(values), bool(unpacked[0]))


class KeysetPagination(BasePagination):
    """Pages a queryset by its view's ``ordering``: fields of one direction, the last of them unique."""

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        """Return one page. One query."""
        self.request = request
        ordering: Sequence[str] = view.ordering
        self.fields = [name.removeprefix("-") for name in ordering]
        self.descending = ordering[0].startswith("-")
        self.cursor = self._asked(request, queryset.model)
        backward = self.cursor is not None and self.cursor.backward
        sign = "-" if self.descending != backward else ""
        if self.cursor is not None:
            queryset = queryset.filter(self._beyond(self.cursor, descending=self.descending != backward))
        rows = list(queryset.order_by(*[sign + name for name in self.fields])[: PAGE_SIZE + 1])
        more, rows = len(rows) > PAGE_SIZE, rows[:PAGE_SIZE]
        if backward:
            rows.reverse()
        self.has_next = bool(rows) and (more or backward)
        self.has_previous = bool(rows) and (more if backward else self.cursor is not None)
        self.rows = rows
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with the addresses of its neighbours."""
        return Response({"next": self._next(), "previous": self._previous(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the cursor."""
        return [
            {
                "name": PARAMETER,
                "in": "query",
                "required": False,
                "description": "The place of a page: take it from `next` or `previous`, as it is.",
                "schema": {"type": "string"},
            }
        ]

    def _asked(self, request: Request, model: type[Model]) -> Cursor | None:
        text = request.query_params.get(PARAMETER)
        if not text:
            return None
        try:
            cursor = Cursor.decode(text, len(self.fields))
            for name, value in zip(self.fields, cursor.values, strict=True):
                _check(model, name, value)
        except (ValueError, ValidationError, FieldDoesNotExist, OverflowError):
            raise InvalidInput({PARAMETER: _("This is no cursor of this list.")}) from None
        return cursor

    def _beyond(self, cursor: Cursor, *, descending: bool) -> Q:
        """Return the rows after the cursor, as (a, b, c) > (x, y, z); the first part uses an index."""
        after, same = _NOTHING, Q()
        for name, value in zip(self.fields, cursor.values, strict=True):
            after |= same & _further(name, value, descending=descending)
            same &= _is(name, value)
        first, value = self.fields[0], cursor.values[0]
        return (_further(first, value, descending=descending) | _is(first, value)) & after

    def _next(self) -> str | None:
        return self._address(self.rows[-1], backward=False) if self.has_next else None

    def _previous(self) -> str | None:
        return self._address(self.rows[0], backward=True) if self.has_previous else None

    def _address(self, row: Any, *, backward: bool) -> str:
        values = tuple(None if (value := getattr(row, name)) is None else str(value) for name in self.fields)
        here = remove_query_param(self.request.build_absolute_uri(), PARAMETER)
        return str(replace_query_param(here, PARAMETER, Cursor(values, backward).encode()))


_NOTHING = Q(pk__in=[])


def _is(name: str, value: str | None) -> Q:
    return Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})


def _further(name: str, value: str | None, *, descending: bool) -> Q:
    """Return the rows whose field comes after ``value``; null is the greatest, as PostgreSQL has it."""
    if descending:
        return Q(**{f"{name}__isnull": False}) if value is None else Q(**{f"{name}__lt": value})
    return _NOTHING if value is None else Q(**{f"{name}__gt": value}) | Q(**{f"{name}__isnull": True})


def _check(model: type[Model], name: str, value: str | None) -> None:
    """Raise ``ValueError`` where the field could not hold ``value``."""
    field: Any = model._meta.get_field(name)
    if value is None and not field.null:
        raise ValueError(name)
    if value is not None:
        field.to_python(value)
