"""The API's view of developments: read, log, correct and retract them, by the services that pages use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.core import dates
from tracker.core.api import ASOF_PARAMETERS, ReadViewSet, SourceRefSerializer, read_asof
from tracker.core.errors import ErrorList
from tracker.developments import input as reading
from tracker.developments import listing, queries, services
from tracker.developments.choices import EFFECTS, STRENGTHS, Attribution, Kind, Standing, State
from tracker.developments.filters import DevelopmentFilter
from tracker.developments.models import Development

S = serializers.Serializer[Any]
#: What may be left out, and what may be given empty as well.
LEFT_OUT: dict[str, Any] = {"required": False, "allow_null": True}
EMPTY: dict[str, Any] = {**LEFT_OUT, "allow_blank": True}


class LinkSerializer(S):
    """Development to recommendation; a draft may lack effect and strength."""

    recommendation = serializers.CharField(help_text="DOCUMENT/KEY")
    effect = serializers.ChoiceField(choices=list(EFFECTS), allow_null=True)
    strength = serializers.ChoiceField(choices=list(STRENGTHS), allow_null=True)
    attribution = serializers.ChoiceField(choices=Attribution.values)
    rationale = serializers.CharField()
    meets = serializers.ListField(child=serializers.CharField(), help_text="milestones’ keys")
    unmeets = serializers.ListField(child=serializers.CharField(), help_text="milestones’ keys")


class DevelopmentSerializer(S):
    """A development with its actors, sources and links; null is what a draft lacks."""

    key = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.values)
    date = serializers.CharField(allow_null=True, help_text="EDTF")
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    title = serializers.CharField()
    summary = serializers.CharField()
    kind = serializers.ChoiceField(choices=Kind.values, allow_null=True)
    standing = serializers.ChoiceField(choices=Standing.values)
    actors = serializers.ListField(child=serializers.CharField(), help_text="actors’ keys")
    sources = SourceRefSerializer(many=True)
    links = LinkSerializer(many=True)
    logged_by = serializers.CharField(allow_null=True, help_text="a user’s name; null: a package")
    created_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    retracted_at = serializers.DateTimeField(allow_null=True)
    retract_reason = serializers.CharField()


class ToldSerializer(S):
    """A source that stands otherwise than it was given: what was given first stands."""

    url = serializers.CharField()
    field = serializers.CharField()
    stands = serializers.CharField()
    given = serializers.CharField()


class SavedSerializer(DevelopmentSerializer):
    """A development as it was saved, and what is to be told beside."""

    told = ToldSerializer(many=True)


class GivenSourceSerializer(S):
    """A source to be found or added by its address."""

    url = serializers.CharField()
    title = serializers.CharField(**EMPTY)
    publisher = serializers.CharField(**EMPTY)
    date = serializers.CharField(**EMPTY, help_text="EDTF")


class GivenLinkSerializer(S):
    """A link; effect and strength are asked to publish."""

    recommendation = serializers.CharField(help_text="DOCUMENT/KEY")
    effect = serializers.ChoiceField(choices=list(EFFECTS), **EMPTY)
    strength = serializers.ChoiceField(choices=list(STRENGTHS), **EMPTY)
    rationale = serializers.CharField(**EMPTY)
    attribution = serializers.ChoiceField(choices=Attribution.values, **EMPTY)
    meets = serializers.ListField(child=serializers.CharField(), **LEFT_OUT)
    unmeets = serializers.ListField(child=serializers.CharField(), **LEFT_OUT)


class GivenSerializer(S):
    """A development to be logged; title, date, kind and one source at least are asked to publish."""

    date = serializers.CharField(**EMPTY, help_text="EDTF: 2024-06-01, 2018-12, 2024-05~")
    title = serializers.CharField(**EMPTY)
    summary = serializers.CharField(**EMPTY)
    kind = serializers.ChoiceField(choices=Kind.values, **EMPTY)
    actors = serializers.ListField(child=serializers.CharField(), **LEFT_OUT)
    standing = serializers.ChoiceField(choices=Standing.values, **EMPTY)
    sources = GivenSourceSerializer(many=True, **LEFT_OUT)
    links = GivenLinkSerializer(many=True, **LEFT_OUT)
    state = serializers.ChoiceField(choices=[State.DRAFT.value, State.PUBLISHED.value], **EMPTY)


class CorrectionSerializer(GivenSerializer):
    """What changes; a list given replaces the list."""

    version = serializers.IntegerField(help_text="the version read")
    reason = serializers.CharField(**EMPTY, help_text="asked where figures move")


class RetractionSerializer(S):
    """Why it is retracted, and, if wished, the version read."""

    reason = serializers.CharField()
    version = serializers.IntegerField(**LEFT_OUT)


def represent(row: Any) -> dict[str, Any]:
    """Return a development, read with ``queries.with_rows``, as the API writes it."""
    meetings: dict[int, dict[bool, list[str]]] = {}
    for meeting in row.live_meetings:
        both = meetings.setdefault(meeting.milestone.recommendation_id, {True: [], False: []})
        both[meeting.met].append(meeting.milestone.key)
    empty: dict[bool, list[str]] = {True: [], False: []}
    sources = (each.source for each in row.source_rows.all())
    return {
        "key": row.key,
        "version": row.version,
        "state": row.state,
        "date": row.date or None,
        "earliest": row.earliest,
        "latest": row.latest,
        "title": row.title,
        "summary": row.summary,
        "kind": row.kind or None,
        "standing": row.standing,
        "actors": [each.actor.key for each in row.actor_rows.all()],
        "sources": [
            {"url": each.url, "title": each.title, "publisher": each.publisher, "date": each.date}
            for each in sources
        ],
        "links": [
            {
                "recommendation": f"{link.recommendation.document.key}/{link.recommendation.key}",
                "effect": link.effect_slug or None,
                "strength": link.strength_slug or None,
                "attribution": link.attribution,
                "rationale": link.rationale,
                "meets": meetings.get(link.recommendation_id, empty)[True],
                "unmeets": meetings.get(link.recommendation_id, empty)[False],
            }
            for link in row.live_links
        ],
        "logged_by": row.author.username if row.author else None,
        "created_at": row.created_at,
        "published_at": row.published_at,
        "retracted_at": row.retracted_at,
        "retract_reason": row.retract_reason,
    }


def _body(request: Request) -> Mapping[str, Any]:
    """The parser lets objects through only."""
    data: Any = request.data
    return data  # type: ignore[no-any-return]


@extend_schema_view(
    list=extend_schema(
        parameters=ASOF_PARAMETERS,
        description=(
            "Published developments, the newest first; drafts (your own, or all for editors) and "
            "retracted ones by `state`. Seven queries a page."
        ),
    ),
    retrieve=extend_schema(description="A development with the links that stand."),
)
class DevelopmentViewSet(ReadViewSet):
    """Developments."""

    serializer_class = DevelopmentSerializer
    filterset_class = DevelopmentFilter
    ordering = ("-latest", "-earliest", "-key")
    queryset = Development.objects.none()

    def get_queryset(self) -> QuerySet[Development]:
        """Return what the user may see, as of the day and as known at the moment asked."""
        asof = read_asof(self.request)
        return queries.with_rows(listing.known_at(queries.visible_to(self.request.user), asof), asof.known_at)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of developments."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([represent(row) for row in page or []])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one development."""
        return Response(self._read(kwargs["key"]))

    @extend_schema(request=GivenSerializer, responses={201: SavedSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Log a development, as a draft or published."""
        saved = services.log_development(user=request.user, given=_body(request))  # type: ignore[arg-type]
        return Response(self._saved(saved), status=status.HTTP_201_CREATED)

    @extend_schema(request=CorrectionSerializer, responses={200: SavedSerializer})
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Correct a development, or publish a draft."""
        saved = services.edit_development(
            user=request.user,  # type: ignore[arg-type]
            key=kwargs["key"],
            given=_body(request),
        )
        return Response(self._saved(saved))

    @extend_schema(request=RetractionSerializer, responses={200: DevelopmentSerializer})
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Retract a development with its links and meetings, at one moment, for good."""
        given = _body(request)
        errors = ErrorList()
        reading.Reader(errors, dates.parse).refuse_others(given, ("reason", "version"), "")
        errors.raise_if_any()
        services.retract_development(
            user=request.user,  # type: ignore[arg-type]
            key=kwargs["key"],
            reason=given.get("reason"),
            version=given.get("version"),
        )
        return Response(self._read(kwargs["key"]))

    def _read(self, key: str) -> dict[str, Any]:
        found = queries.get_development(self.request.user, key)
        return represent(queries.with_rows(Development.objects.filter(pk=found.pk)).get())

    def _saved(self, saved: services.Saved) -> dict[str, Any]:
        told = [
            {"url": each.url, "field": each.field, "stands": each.stands, "given": each.given}
            for each in saved.told
        ]
        return {**self._read(saved.development.key), "told": told}
