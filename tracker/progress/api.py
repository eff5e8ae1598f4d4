"""The API's view of assessments."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from tracker.core.api import ASOF_PARAMETERS, ListViewSet, read_asof
from tracker.progress.choices import Confidence, Status
from tracker.progress.models import Assessment, Citation


class AssessmentSerializer(serializers.Serializer[Any]):
    """A dated judgement; ``judge`` is null where it is the team's."""

    id = serializers.IntegerField()
    recommendation = serializers.SerializerMethodField(help_text="DOCUMENT/KEY")
    date = serializers.DateField()
    status = serializers.ChoiceField(choices=Status.values)
    confidence = serializers.SerializerMethodField()
    rationale = serializers.CharField()
    judge = serializers.CharField(source="judge.key", allow_null=True, default=None)
    source = serializers.CharField(source="source.url", allow_null=True, default=None)  # type: ignore[assignment]
    cites = serializers.SerializerMethodField()
    author = serializers.CharField(source="author.username", allow_null=True, default=None)
    published_at = serializers.DateTimeField()
    retracted_at = serializers.DateTimeField(allow_null=True)
    succeeds = serializers.IntegerField(source="succeeds_id", allow_null=True)

    def get_recommendation(self, assessment: Assessment) -> str:
        """Return DOCUMENT/KEY."""
        return f"{assessment.recommendation.document.key}/{assessment.recommendation.key}"

    def get_confidence(self, assessment: Assessment) -> str | None:
        """Return low, moderate, high or null."""
        return Confidence(assessment.confidence).value if assessment.confidence else None

    def get_cites(self, assessment: Assessment) -> list[str]:
        """Return the keys of the developments it cites, in order."""
        return [row.development.key for row in assessment.citation_rows.all()]


class AssessmentFilter(filters.FilterSet):  # type: ignore[misc]
    """Narrows assessments."""

    document = filters.CharFilter(field_name="recommendation__document__key", label="a document’s key")
    recommendation = filters.CharFilter(method="of_recommendation", label="DOCUMENT/KEY")
    judge = filters.CharFilter(field_name="judge__key", label="an actor’s key")

    class Meta:
        model = Assessment
        fields: list[str] = []

    def of_recommendation(
        self, queryset: QuerySet[Assessment], name: str, value: str
    ) -> QuerySet[Assessment]:
        """Keep those of one recommendation."""
        document, _slash, key = value.partition("/")
        return queryset.filter(recommendation__document__key=document, recommendation__key=key)


@extend_schema_view(
    list=extend_schema(
        parameters=ASOF_PARAMETERS,
        description=(
            "Every published version, the newest judgement first. With `as_of`, those dated by that day; "
            "with `known_at`, those known at that moment, and so neither retracted nor replaced by then."
        ),
    )
)
class AssessmentViewSet(ListViewSet):
    """Assessments, by the team and by others. Three queries a page."""

    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    ordering = ("-date", "-id")
    queryset = Assessment.objects.none()

    def get_queryset(self) -> QuerySet[Assessment]:
        """Return the versions that count at the day and moment asked; all where none is."""
        cited = Prefetch("citation_rows", Citation.objects.select_related("development"))
        versions = (
            Assessment.objects.filter(published_at__isnull=False)
            .select_related("recommendation__document", "judge", "source", "author")
            .prefetch_related(cited)
        )
        asof = read_asof(self.request)
        if "as_of" in self.request.query_params:
            versions = versions.filter(date__lte=asof.day)
        if asof.known_at is not None:
            live = Q(retracted_at=None) | Q(retracted_at__gt=asof.known_at)
            versions = versions.filter(live, published_at__lte=asof.known_at)
        return versions
