"""The API's view of assessments: read, draft, publish and retract them, by the services that pages use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.core import dates
from tracker.core.api import ASOF_PARAMETERS, ListViewSet, read_asof
from tracker.core.errors import ErrorList, InvalidInput
from tracker.developments import input as reading
from tracker.developments.api import EMPTY, LEFT_OUT, GivenSourceSerializer
from tracker.developments.choices import State
from tracker.developments.services.resolve import find_recommendations
from tracker.documents.models import Recommendation
from tracker.progress import drafts, services
from tracker.progress.choices import Confidence, Status
from tracker.progress.models import Assessment

S = serializers.Serializer[Any]
VERSION = OpenApiParameter("version", OpenApiTypes.INT, description="The version read; any, where left out.")


class AssessmentSerializer(S):
    """A dated judgement; ``judge`` is null where it is the team's; null is what a draft lacks."""

    id = serializers.IntegerField()
    version = serializers.IntegerField()
    state = serializers.ChoiceField(choices=State.values)
    recommendation = serializers.CharField(help_text="DOCUMENT/KEY")
    date = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=Status.values, allow_null=True)
    confidence = serializers.ChoiceField(
        choices=Confidence.values,
        allow_null=True,
        help_text="how good evidence and reasoning are, not how likely anything is",
    )
    rationale = serializers.CharField()
    judge = serializers.CharField(allow_null=True, help_text="an actor’s key")
    source = serializers.CharField(allow_null=True, help_text="the address of another judge’s verdict")  # type: ignore[assignment]
    cites = serializers.ListField(child=serializers.CharField(), help_text="developments’ keys, in order")
    settles = serializers.ListField(
        child=serializers.IntegerField(), help_text="ids of the team’s judgements that it names as settled"
    )
    author = serializers.CharField(allow_null=True, help_text="a user’s name; null: a package")
    saved_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField(allow_null=True)
    retracted_at = serializers.DateTimeField(allow_null=True)
    succeeds = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()


class GivenAssessmentSerializer(S):
    """A judgement; date, status and rationale are asked to publish, and a source with another’s."""

    recommendation = serializers.CharField(help_text="DOCUMENT/KEY")
    date = serializers.CharField(**EMPTY, help_text="a day")
    status = serializers.ChoiceField(choices=Status.values, **EMPTY)
    confidence = serializers.ChoiceField(choices=Confidence.values, **EMPTY)
    rationale = serializers.CharField(**EMPTY)
    judge = serializers.CharField(**EMPTY, help_text="an actor’s key; the team where it is left out")
    source = GivenSourceSerializer(**LEFT_OUT)  # type: ignore[assignment]
    cites = serializers.ListField(child=serializers.CharField(), **LEFT_OUT)
    settles = serializers.ListField(
        child=serializers.IntegerField(),
        **LEFT_OUT,
        help_text="ids of two judgements of the team that stand against each other",
    )
    reason = serializers.CharField(
        **EMPTY, help_text="asked where it takes another’s place, or changes the status and cites nothing"
    )
    succeeds = serializers.IntegerField(**LEFT_OUT, help_text="the id of the one whose place it takes")
    state = serializers.ChoiceField(choices=[State.DRAFT.value, State.PUBLISHED.value], **EMPTY)


class DraftChangeSerializer(GivenAssessmentSerializer):
    """What changes of a draft; a list given replaces the list."""

    recommendation = None  # type: ignore[assignment]
    version = serializers.IntegerField(help_text="the version read")


class PublicationSerializer(S):
    """The version read, and why, where it takes another's place."""

    version = serializers.IntegerField()
    reason = serializers.CharField(**EMPTY)
    succeeds = serializers.IntegerField(**LEFT_OUT, help_text="the id of the one whose place it takes")


class WithdrawalSerializer(S):
    """Why it is retracted."""

    reason = serializers.CharField()


class AssessmentFilter(filters.FilterSet):  # type: ignore[misc]
    """Narrows assessments."""

    document = filters.CharFilter(field_name="recommendation__document__key", label="a document’s key")
    recommendation = filters.CharFilter(method="of_recommendation", label="DOCUMENT/KEY")
    judge = filters.CharFilter(field_name="judge__key", label="an actor’s key")
    whose = filters.ChoiceFilter(
        choices=[("team", "team"), ("others", "others")],
        method="of_whom",
        label="the team’s alone, or other judges’",
    )
    status = filters.ChoiceFilter(choices=Status.choices, label="a status")
    state = filters.ChoiceFilter(
        choices=State.choices, method="in_state", label="published and retracted ones where it is left out"
    )

    class Meta:
        model = Assessment
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Assessment]) -> QuerySet[Assessment]:
        """Leave drafts out unless they are asked for."""
        narrowed: QuerySet[Assessment] = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state"):
            return narrowed
        return narrowed.filter(published_at__isnull=False)

    def of_recommendation(
        self, queryset: QuerySet[Assessment], name: str, value: str
    ) -> QuerySet[Assessment]:
        """Keep those of one recommendation."""
        document, _slash, key = value.partition("/")
        return queryset.filter(recommendation__document__key=document, recommendation__key=key)

    def of_whom(self, queryset: QuerySet[Assessment], name: str, value: str) -> QuerySet[Assessment]:
        """Keep the team's, or others'."""
        return queryset.filter(judge__isnull=value == "team")

    def in_state(self, queryset: QuerySet[Assessment], name: str, value: str) -> QuerySet[Assessment]:
        """Keep those of one state."""
        if value == State.DRAFT:
            return queryset.filter(published_at=None)
        live = Q(retracted_at=None) if value == State.PUBLISHED else Q(retracted_at__isnull=False)
        return queryset.filter(live, published_at__isnull=False)


def represent(row: Any) -> dict[str, Any]:
    """Return an assessment, read with ``drafts.with_lists``, as the API writes it."""
    return {
        "id": row.pk,
        "version": row.version,
        "state": _state(row),
        "recommendation": f"{row.recommendation.document.key}/{row.recommendation.key}",
        "date": row.date,
        "status": row.status or None,
        "confidence": row.confidence or None,
        "rationale": row.rationale,
        "judge": row.judge.key if row.judge else None,
        "source": row.source.url if row.source else None,
        "cites": row.cited_keys,
        "settles": row.named_ids,
        "author": row.author.username if row.author else None,
        "saved_at": row.saved_at,
        "published_at": row.published_at,
        "retracted_at": row.retracted_at,
        "succeeds": row.succeeds_id,
        "reason": row.reason,
    }


def _state(row: Assessment) -> str:
    if row.is_draft:
        return State.DRAFT.value
    return (State.PUBLISHED if row.retracted_at is None else State.RETRACTED).value


def _body(request: Request, allowed: tuple[str, ...] | None = None) -> dict[str, Any]:
    """Return what was sent (the parser lets objects through only), with no other fields than ``allowed``."""
    data: Mapping[str, Any] = request.data  # type: ignore[assignment]
    if allowed is not None:
        errors = ErrorList()
        reading.Reader(errors, dates.parse).refuse_others(data, allowed, "")
        errors.raise_if_any()
    return dict(data)


@extend_schema_view(
    list=extend_schema(
        parameters=ASOF_PARAMETERS,
        description=(
            "Every published version, the newest judgement first; drafts (your own, or all for editors) by "
            "`state`. With `as_of`, those dated by that day; with `known_at`, those known at that moment, "
            "so neither retracted nor replaced by then. One query a page."
        ),
    )
)
class AssessmentViewSet(ListViewSet):
    """Assessments, by the team and by others."""

    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilter
    ordering = ("-date", "-id")
    lookup_value_regex = r"\d{1,18}"
    queryset = Assessment.objects.none()

    def get_queryset(self) -> QuerySet[Assessment]:
        """Return the versions that count at the day and moment asked; all where none is."""
        versions = drafts.with_lists(drafts.visible_to(self.request.user))
        asof = read_asof(self.request)
        if "as_of" in self.request.query_params:
            versions = versions.filter(date__lte=asof.day)
        if asof.known_at is not None:
            live = Q(retracted_at=None) | Q(retracted_at__gt=asof.known_at)
            versions = versions.filter(live, published_at__lte=asof.known_at)
        return versions

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return a page of assessments."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([represent(row) for row in page or []])

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Return one assessment: a published or retracted one, or a draft that you may see."""
        return Response(self._read(int(kwargs["pk"])))

    @extend_schema(request=GivenAssessmentSerializer, responses={201: AssessmentSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Judge a recommendation, as a draft or published."""
        given = _body(request)
        recommendation = _recommendation(given.pop("recommendation", None))
        state = reading.Reader(errors := ErrorList(), dates.parse).choice(
            given.pop("state", None), "state", {each: each for each in (State.DRAFT, State.PUBLISHED)}
        )
        errors.raise_if_any()
        save = services.publish_assessment if state == State.PUBLISHED else services.save_draft
        assessment = save(user=request.user, recommendation=recommendation, given=given)  # type: ignore[arg-type]
        return Response(self._read(assessment.pk), status=status.HTTP_201_CREATED)

    @extend_schema(request=DraftChangeSerializer, responses={200: AssessmentSerializer})
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change a draft, or publish it; what is published is never changed, a successor takes its place."""
        return self._edited(request, _body(request))

    @extend_schema(request=PublicationSerializer, responses={200: AssessmentSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Publish a draft as it stands."""
        given = _body(request, ("version", "reason", "succeeds"))
        return self._edited(request, {**given, "state": State.PUBLISHED.value})

    @extend_schema(request=WithdrawalSerializer, responses={200: AssessmentSerializer})
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Retract a published judgement, for good."""
        given = _body(request, ("reason",))
        assessment = drafts.get(request.user, int(self.kwargs["pk"]))
        services.retract_assessment(
            user=request.user,  # type: ignore[arg-type]
            assessment=assessment,
            reason=given.get("reason"),
        )
        return Response(self._read(assessment.pk))

    @extend_schema(parameters=[VERSION])
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Discard a draft."""
        services.discard_draft(
            user=request.user,  # type: ignore[arg-type]
            pk=int(kwargs["pk"]),
            version=request.query_params.get("version"),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _edited(self, request: Request, given: dict[str, Any]) -> Response:
        draft = services.edit_draft(user=request.user, pk=int(self.kwargs["pk"]), given=given)  # type: ignore[arg-type]
        return Response(self._read(draft.pk))

    def _read(self, pk: int) -> dict[str, Any]:
        return represent(drafts.get(self.request.user, pk))


def _recommendation(value: Any) -> Recommendation:
    errors = ErrorList()
    name = reading.Reader(errors, dates.parse).text(value, "recommendation", 320)
    errors.raise_if_any()
    if not name:
        raise InvalidInput({"recommendation": _("Name a recommendation as DOCUMENT/KEY.")})
    found = find_recommendations([name]).get(name)
    if found is None:
        raise InvalidInput({"recommendation": _("There is no recommendation “%s”.") % name})
    return found
