"""What the rooms' ``api.py`` share: keys in addresses, the two questions, and read-only viewsets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request

from tracker.core import asof
from tracker.core.asof import AsOf
from tracker.core.errors import NotFound
from tracker.core.keys import KEY_PATTERN, is_key

M = TypeVar("M", bound=Model)

#: A day, or a moment with its zone.
MOMENT_SCHEMA = {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}
AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="The day asked about; today where it is left out.",
)
KNOWN_AT = OpenApiParameter(
    "known_at",
    MOMENT_SCHEMA,
    description="As known at this moment, with its zone, or at a day’s end; now where left out.",
)
ASOF_PARAMETERS = [AS_OF, KNOWN_AT]


def key_parameter(name: str, description: str = "") -> OpenApiParameter:
    """Describe a key in an address."""
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.PATH, description=description)


def read_asof(request: Request) -> AsOf:
    """Read the two questions from an API request; ``InvalidInput`` where one cannot be read."""
    return asof.read(request.query_params)


def by_key(queryset: QuerySet[M], **key: str) -> M:
    """Return the row with this key, or raise ``NotFound`` saying which is missing."""
    (value,) = key.values()
    row = queryset.filter(**key).first() if is_key(value) else None
    if row is None:
        raise NotFound(f"There is no {queryset.model._meta.verbose_name} “{value}”.")
    return row


class ReadViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """Lists rows in the order of ``ordering``, and shows one by its key."""

    #: Fields of one direction, the last of them unique: pages are found by them.
    ordering: Sequence[str] = ("key",)
    lookup_field = "key"
    lookup_value_regex = KEY_PATTERN

    def get_object(self) -> Any:
        """Return the row whose key the address names."""
        return by_key(self.get_queryset(), **{self.lookup_field: self.kwargs[self.lookup_field]})


class ListViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """Lists rows that have no key of their own."""

    ordering: Sequence[str] = ("id",)


class SourceRefSerializer(serializers.Serializer[Any]):
    """A source, as what rests on it names it."""

    url = serializers.CharField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    date = serializers.CharField(help_text="EDTF, or empty")
