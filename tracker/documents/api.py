"""The API's view of documents, areas, actors, sources and recommendations: all of it can be read."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from tracker.core.api import ReadViewSet, by_key, key_parameter
from tracker.documents.choices import Basis, Position, Priority, Relation
from tracker.documents.models import (
    Actor,
    Area,
    Dependency,
    Document,
    DueMove,
    Milestone,
    MilestonePromise,
    Passage,
    Recommendation,
    RecommendationAddressee,
    RelatedRecommendation,
    Response,
    Source,
)

S = serializers.Serializer[Any]
DOCUMENT_PARAMETER = key_parameter("document_key", "The document’s key.")


class AuthorSerializer(S):
    """An author of a document."""

    family = serializers.CharField()
    given = serializers.CharField(required=False)
    affiliation = serializers.CharField(required=False)


class DocumentSerializer(serializers.ModelSerializer[Document]):
    """A document with the number of its recommendations."""

    authors = AuthorSerializer(many=True)
    owner = serializers.CharField(source="owner.username", allow_null=True, default=None)
    recommendations = serializers.IntegerField(source="recommendation_count")

    class Meta:
        model = Document
        fields = [
            "key", "title", "authors", "series", "publisher", "published_on", "language", "url", "tags",
            "abstract", "half_life", "owner", "tracking_began_at", "recommendations", "version",
        ]  # fmt: skip


class AreaSerializer(serializers.ModelSerializer[Area]):
    """A policy area with the number of its recommendations, over all documents."""

    owner = serializers.CharField(source="owner.username", allow_null=True, default=None)
    recommendations = serializers.IntegerField(source="recommendation_count")

    class Meta:
        model = Area
        fields = ["key", "name", "owner", "recommendations", "version"]


class ActorSerializer(serializers.ModelSerializer[Actor]):
    """An actor; ``own`` is its name in its own script."""

    own = serializers.SerializerMethodField()

    class Meta:
        model = Actor
        fields = ["key", "name", "short", "own", "version"]

    @extend_schema_field(
        {
            "type": ["object", "null"],
            "required": ["lang", "name"],
            "properties": {"lang": {"type": "string"}, "name": {"type": "string"}},
        }
    )
    def get_own(self, actor: Actor) -> dict[str, str] | None:
        """Return language and name, or null."""
        return {"lang": actor.own_language, "name": actor.own_name} if actor.own_name else None


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source; ``date`` is EDTF, or empty."""

    class Meta:
        model = Source
        fields = [
            "id", "url", "canonical_url", "title", "publisher", "date", "read_on", "archived_url",
        ]  # fmt: skip


class DueMoveSerializer(S):
    """A move of a due day."""

    announced = serializers.DateField()
    due = serializers.DateField()
    source = serializers.CharField(source="source.url", allow_null=True, default=None)  # type: ignore[assignment]


class MilestoneSerializer(S):
    """A milestone; whether it is met depends on the day: see the progress of the document, and the links."""

    key = serializers.CharField()
    title = serializers.CharField()
    promised_by = serializers.SerializerMethodField()
    due = serializers.DateField(allow_null=True)
    due_moves = DueMoveSerializer(many=True)

    def get_promised_by(self, milestone: Milestone) -> list[str]:
        """Return the keys of those who promised it, in order."""
        return [row.actor.key for row in milestone.promise_rows.all()]


class ResponseSerializer(S):
    """An addressee's position, or the day by which one is due."""

    actor = serializers.CharField(source="actor.key")
    position = serializers.ChoiceField(choices=Position.choices, allow_null=True)
    date = serializers.DateField(allow_null=True)
    due = serializers.DateField(allow_null=True)
    rationale = serializers.CharField()
    source = serializers.CharField(source="source.url", allow_null=True, default=None)  # type: ignore[assignment]


class RelatedSerializer(S):
    """Another recommendation, as DOCUMENT/KEY, and how this one relates to it."""

    recommendation = serializers.SerializerMethodField()
    relation = serializers.ChoiceField(choices=Relation.choices)

    def get_recommendation(self, row: Any) -> str:
        """Return DOCUMENT/KEY."""
        return f"{row.other.document.key}/{row.other.key}"


class RelatedBySerializer(S):
    """A recommendation that names this one, as DOCUMENT/KEY, and how it relates to it."""

    recommendation = serializers.SerializerMethodField()
    relation = serializers.ChoiceField(choices=Relation.choices)

    def get_recommendation(self, row: Any) -> str:
        """Return DOCUMENT/KEY."""
        return f"{row.recommendation.document.key}/{row.recommendation.key}"


class RecommendationSerializer(S):
    """A recommendation with what defines it; its figures stand in the document's progress."""

    document = serializers.CharField(source="document.key")
    key = serializers.CharField()
    code = serializers.CharField()
    title = serializers.CharField()
    statement = serializers.CharField()
    area = serializers.CharField(source="area.key")
    basis = serializers.ChoiceField(choices=Basis.choices)
    tags = serializers.ListField(child=serializers.CharField())
    addressees = serializers.SerializerMethodField()
    depends_on = serializers.SerializerMethodField()
    paragraphs = serializers.SerializerMethodField()
    priority = serializers.SerializerMethodField()
    review_every = serializers.IntegerField(allow_null=True)
    target_date = serializers.DateField(allow_null=True)
    owner = serializers.CharField(source="owner.username", allow_null=True, default=None)
    related = RelatedSerializer(source="related_rows", many=True)
    related_by = RelatedBySerializer(source="related_to_rows", many=True)
    milestones = MilestoneSerializer(many=True)
    responses = ResponseSerializer(many=True)
    version = serializers.IntegerField()

    def get_addressees(self, recommendation: Recommendation) -> list[str]:
        """Return the addressees' keys, in order."""
        return [row.actor.key for row in recommendation.addressee_rows.all()]

    def get_depends_on(self, recommendation: Recommendation) -> list[str]:
        """Return the keys of those it waits on, in order."""
        return [row.depends_on.key for row in recommendation.dependency_rows.all()]

    def get_paragraphs(self, recommendation: Recommendation) -> list[int]:
        """Return the paragraphs of the document's text in which it stands."""
        return list(recommendation.paragraph_numbers)  # type: ignore[attr-defined] # read beside it

    @extend_schema_field(
        {
            "type": ["object", "null"],
            "required": ["level", "reason"],
            "properties": {
                "level": {"type": "string", "enum": Priority.values},
                "reason": {"type": "string"},
            },
        }
    )
    def get_priority(self, recommendation: Recommendation) -> dict[str, str] | None:
        """Return level and reason, or null."""
        if not recommendation.priority:
            return None
        return {"level": recommendation.priority, "reason": recommendation.priority_reason}


class SourceFilter(filters.FilterSet):  # type: ignore[misc]
    """Finds a source by its address."""

    url = filters.CharFilter(field_name="canonical_url", label="the canonical address")

    class Meta:
        model = Source
        fields: list[str] = []


class RecommendationFilter(filters.FilterSet):  # type: ignore[misc]
    """Narrows a document's recommendations."""

    area = filters.CharFilter(field_name="area__key", label="an area’s key")
    addressee = filters.CharFilter(
        field_name="addressees__key", distinct=True, label="the key of an addressee"
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []


class DocumentViewSet(ReadViewSet):
    """Documents whose recommendations are tracked. Two queries a page."""

    serializer_class = DocumentSerializer
    queryset = Document.objects.select_related("owner").annotate(
        recommendation_count=Count("recommendations")
    )


class AreaViewSet(ReadViewSet):
    """Policy areas, across documents."""

    serializer_class = AreaSerializer
    queryset = Area.objects.select_related("owner").annotate(recommendation_count=Count("recommendations"))


class ActorViewSet(ReadViewSet):
    """States, organisations and people."""

    serializer_class = ActorSerializer
    queryset = Actor.objects.all()


class SourceViewSet(ReadViewSet):
    """Publications that developments, responses, moves and verdicts rest on."""

    serializer_class = SourceSerializer
    queryset = Source.objects.all()
    filterset_class = SourceFilter
    ordering = ("id",)
    lookup_field = "id"
    lookup_value_regex = r"[1-9][0-9]{0,17}"

    def get_object(self) -> Source:
        """Return the source with this number."""
        return super(ReadViewSet, self).get_object()  # type: ignore[no-any-return]


@extend_schema_view(
    list=extend_schema(parameters=[DOCUMENT_PARAMETER]),
    retrieve=extend_schema(parameters=[DOCUMENT_PARAMETER]),
)
class RecommendationViewSet(ReadViewSet):
    """A document's recommendations in code order. At most twelve queries a page, however many rows it has."""

    serializer_class = RecommendationSerializer
    queryset = Recommendation.objects.none()
    filterset_class = RecommendationFilter
    ordering = ("code_order", "id")

    def get_queryset(self) -> QuerySet[Recommendation]:
        """Return the recommendations of the document that the address names."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        document = by_key(Document.objects.all(), key=self.kwargs["document_key"])
        passages = Passage.objects.filter(recommendation=OuterRef("pk")).order_by("paragraph", "id")
        milestones = Milestone.objects.prefetch_related(
            Prefetch("promise_rows", MilestonePromise.objects.select_related("actor")),
            Prefetch("due_moves", DueMove.objects.select_related("source")),
        )
        return (
            Recommendation.objects.filter(document=document)
            .select_related("document", "area", "owner")
            .annotate(paragraph_numbers=ArraySubquery(passages.values("paragraph")))
            .prefetch_related(
                Prefetch("addressee_rows", RecommendationAddressee.objects.select_related("actor")),
                Prefetch("dependency_rows", Dependency.objects.select_related("depends_on")),
                Prefetch("related_rows", RelatedRecommendation.objects.select_related("other__document")),
                Prefetch(
                    "related_to_rows",
                    RelatedRecommendation.objects.select_related("recommendation__document"),
                ),
                Prefetch("milestones", milestones),
                Prefetch("responses", Response.objects.select_related("actor", "source")),
            )
        )
