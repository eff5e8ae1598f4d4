"""The API's view of progress with its findings, and of flags."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.core.api import ASOF_PARAMETERS, ListViewSet, by_key, key_parameter, read_asof
from tracker.core.snapshot import one_state, pinned
from tracker.documents.models import Document
from tracker.progress.choices import STANDING, Confidence
from tracker.stalls.choices import UNRESOLVED, FlagState, Rule
from tracker.stalls.flags import flag_object, flags_of
from tracker.stalls.models import Flag
from tracker.stalls.queries import progress_object

S = serializers.Serializer[Any]
STATUSES = list(STANDING)


class FindingSerializer(S):
    """What a rule says."""

    rule = serializers.ChoiceField(choices=Rule.values)
    since = serializers.DateField()
    reason = serializers.CharField()


class ProgressRecommendationSerializer(S):
    """A recommendation's figures on the day."""

    key = serializers.CharField()
    code = serializers.CharField()
    title = serializers.CharField()
    area = serializers.CharField(help_text="the area’s key")
    status = serializers.ChoiceField(choices=STATUSES)
    confidence = serializers.ChoiceField(choices=Confidence.values, allow_null=True)
    assessed_on = serializers.DateField(allow_null=True)
    advances = serializers.IntegerField()
    setbacks = serializers.IntegerField()
    context = serializers.IntegerField()  # type: ignore[assignment]
    balance = serializers.IntegerField()
    momentum = serializers.FloatField(help_text="four decimals")
    milestones_met = serializers.IntegerField()
    milestones_total = serializers.IntegerField()
    last_development = serializers.DateField(allow_null=True)
    last_advance = serializers.DateField(allow_null=True)
    days_since_development = serializers.IntegerField()
    days_since_advance = serializers.IntegerField()
    last_checked = serializers.DateField(allow_null=True)
    findings = FindingSerializer(many=True)


class ProgressAreaSerializer(S):
    """An area's counts and findings, over all documents published by the day."""

    key = serializers.CharField()
    name = serializers.CharField()
    recommendations = serializers.IntegerField()
    unsettled = serializers.IntegerField()
    stalled = serializers.IntegerField()
    findings = FindingSerializer(many=True)


class ProgressSerializer(S):
    """What ``manage.py show_progress`` prints."""

    document = serializers.CharField()
    as_of = serializers.DateField()
    known_at = serializers.DateTimeField()
    recommendations = ProgressRecommendationSerializer(many=True)
    areas = ProgressAreaSerializer(many=True)


class ProgressView(APIView):
    """A document's progress as of a day and as known at a moment. Five queries."""

    @extend_schema(
        operation_id="documents_progress_retrieve",
        parameters=[key_parameter("document_key", "The document’s key."), *ASOF_PARAMETERS],
        responses=ProgressSerializer,
        tags=["documents"],
    )
    def get(self, request: Request, document_key: str) -> Response:
        """Return the figures and findings of every recommendation, in code order, and of its areas.

        A day before the document came out is 400: there is nothing to ask.
        """
        document = by_key(Document.objects.all(), key=document_key)
        asof = read_asof(request)
        with one_state():
            return Response(progress_object(document, pinned(asof)))


class FlagSerializer(S):
    """A finding that the scan has recorded, with what people did about it."""

    subject = serializers.CharField(help_text="recommendation:DOCUMENT/KEY or area:KEY")
    rule = serializers.ChoiceField(choices=Rule.values)
    since = serializers.DateField()
    state = serializers.ChoiceField(choices=FlagState.values)
    reason = serializers.CharField()
    opened_at = serializers.DateTimeField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    resolved_by = serializers.CharField(allow_null=True, help_text="a development’s key")

    def to_representation(self, instance: Flag) -> dict[str, Any]:
        """Write a flag as the scan's command does."""
        return flag_object(instance)


class FlagFilter(filters.FilterSet):  # type: ignore[misc]
    """Narrows flags by their state."""

    STATES: ClassVar[dict[str, tuple[FlagState, ...]]] = {
        **{state.value: (state,) for state in FlagState},
        "unresolved": tuple(UNRESOLVED),
    }
    state = filters.ChoiceFilter(
        choices=[(name, name) for name in STATES],
        method="by_state",
        label="`unresolved` is open, acknowledged or snoozed",
    )

    class Meta:
        model = Flag
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Flag], name: str, value: str) -> QuerySet[Flag]:
        """Keep the flags in the state asked."""
        return queryset.filter(state__in=self.STATES[value])


@extend_schema_view(list=extend_schema(description="Flags, the newest first. Two queries a page."))
class FlagViewSet(ListViewSet):
    """Flags of recommendations and areas."""

    serializer_class = FlagSerializer
    filterset_class = FlagFilter
    ordering = ("-opened_at", "-id")
    queryset = Flag.objects.none()

    def get_queryset(self) -> QuerySet[Flag]:
        """Return all flags with what their rows name."""
        return flags_of(Flag.objects.all())
