"""The API's view of the versions of links, and of checks."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.core.api import ASOF_PARAMETERS, ListViewSet, read_asof
from tracker.developments import services
from tracker.developments.choices import EFFECTS, STRENGTHS, Attribution, Effect, Standing, Strength
from tracker.developments.models import Check, Link

S = serializers.Serializer[Any]


def _recommendation(row: Link | Check) -> str:
    return f"{row.recommendation.document.key}/{row.recommendation.key}"


class LinkVersionSerializer(S):
    """One version of a link: it counts from ``published_at`` until ``retracted_at``."""

    id = serializers.IntegerField()
    development = serializers.CharField(source="development.key")
    recommendation = serializers.SerializerMethodField(help_text="DOCUMENT/KEY")
    effect = serializers.SerializerMethodField()
    strength = serializers.SerializerMethodField()
    attribution = serializers.ChoiceField(choices=Attribution.values)
    rationale = serializers.CharField()
    earliest = serializers.DateField()
    latest = serializers.DateField()
    standing = serializers.ChoiceField(choices=Standing.values)
    published_at = serializers.DateTimeField()
    published_by = serializers.CharField(source="published_by.username", allow_null=True, default=None)
    retracted_at = serializers.DateTimeField(allow_null=True)
    retracted_by = serializers.CharField(source="retracted_by.username", allow_null=True, default=None)
    reason = serializers.CharField(help_text="why it succeeds another")
    succeeds = serializers.IntegerField(source="succeeds_id", allow_null=True)

    def get_recommendation(self, link: Link) -> str:
        """Return DOCUMENT/KEY."""
        return _recommendation(link)

    def get_effect(self, link: Link) -> str:
        """Return advances, sets-back or context."""
        return Effect(link.effect).slug

    def get_strength(self, link: Link) -> str:
        """Return minor, moderate or major."""
        return Strength(link.weight).slug


class CheckSerializer(S):
    """A person looked on a day and found nothing new."""

    recommendation = serializers.SerializerMethodField(help_text="DOCUMENT/KEY")
    on = serializers.DateField()
    where = serializers.CharField()
    by = serializers.SerializerMethodField()
    recorded_at = serializers.DateTimeField()

    def get_recommendation(self, check: Check) -> str:
        """Return DOCUMENT/KEY."""
        return _recommendation(check)

    def get_by(self, check: Check) -> str | None:
        """Return who looked: a person's name here, or the name that a package gave."""
        return check.user.username if check.user else check.by_name or None


class _OfRecommendationFilter(filters.FilterSet):  # type: ignore[misc]
    document = filters.CharFilter(field_name="recommendation__document__key", label="a document’s key")
    recommendation = filters.CharFilter(method="of_recommendation", label="DOCUMENT/KEY")

    def of_recommendation(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep those of one recommendation."""
        document, _slash, key = value.partition("/")
        return queryset.filter(recommendation__document__key=document, recommendation__key=key)


class LinkFilter(_OfRecommendationFilter):
    """Narrows links."""

    development = filters.CharFilter(field_name="development__key", label="a development’s key")
    effect = filters.ChoiceFilter(choices=[(slug, slug) for slug in EFFECTS], method="by_effect")
    strength = filters.ChoiceFilter(choices=[(slug, slug) for slug in STRENGTHS], method="by_strength")
    attribution = filters.ChoiceFilter(choices=Attribution.choices)

    class Meta:
        model = Link
        fields: list[str] = []

    def by_effect(self, queryset: QuerySet[Link], name: str, value: str) -> QuerySet[Link]:
        """Keep one effect."""
        return queryset.filter(effect=EFFECTS[value])

    def by_strength(self, queryset: QuerySet[Link], name: str, value: str) -> QuerySet[Link]:
        """Keep one strength."""
        return queryset.filter(weight=STRENGTHS[value])


class CheckFilter(_OfRecommendationFilter):
    """Narrows checks."""

    class Meta:
        model = Check
        fields: list[str] = []


@extend_schema_view(
    list=extend_schema(
        parameters=ASOF_PARAMETERS,
        description=(
            "Every published version of every link, in the order in which they were written. With `as_of`, "
            "those of developments whose latest day lies by that day; with `known_at`, those known at that "
            "moment, and so neither retracted nor replaced by then."
        ),
    )
)
class LinkViewSet(ListViewSet):
    """Versions of links. Two queries a page."""

    serializer_class = LinkVersionSerializer
    filterset_class = LinkFilter
    ordering = ("id",)
    queryset = Link.objects.none()

    def get_queryset(self) -> QuerySet[Link]:
        """Return the versions that count at the day and moment asked; all where none is."""
        versions = Link.objects.filter(published_at__isnull=False).select_related(
            "development", "recommendation__document", "published_by", "retracted_by"
        )
        asof = read_asof(self.request)
        if "as_of" in self.request.query_params:
            versions = versions.filter(latest__lte=asof.day)
        if asof.known_at is not None:
            live = Q(retracted_at=None) | Q(retracted_at__gt=asof.known_at)
            versions = versions.filter(live, published_at__lte=asof.known_at)
        return versions


class GivenChecksSerializer(S):
    """What somebody looked at, all at one place on one day."""

    recommendations = serializers.ListField(
        child=serializers.CharField(), help_text="DOCUMENT/KEY, one at least"
    )
    on = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, help_text="the day, as 2024-03-01; else today"
    )
    where = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, help_text="where one looked"
    )


class RecordedChecksSerializer(S):
    """The checks that were recorded, in the order given."""

    results = CheckSerializer(many=True)


@extend_schema_view(list=extend_schema(description="Checks, the newest day first. Two queries a page."))
class CheckViewSet(ListViewSet):
    """Who looked when, where, and found nothing new."""

    serializer_class = CheckSerializer
    filterset_class = CheckFilter
    ordering = ("-on", "-id")
    queryset = Check.objects.select_related("recommendation__document", "user")

    @extend_schema(request=GivenChecksSerializer, responses={201: RecordedChecksSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Record that you looked at some recommendations and found nothing new; all or none."""
        data: Any = request.data
        checks = services.record_checks(user=request.user, given=data)  # type: ignore[arg-type]
        return Response({"results": CheckSerializer(checks, many=True).data}, status=status.HTTP_201_CREATED)
