"""The API's view of what changed between two ends."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tracker.core.api import ASOF_PARAMETERS, MOMENT_SCHEMA, by_key, key_parameter
from tracker.core.errors import InvalidInput
from tracker.core.snapshot import one_state
from tracker.developments.choices import EFFECTS, STRENGTHS, Standing
from tracker.documents.models import Document
from tracker.progress import ends
from tracker.progress.changes import Row, Why
from tracker.stalls.api import STATUSES
from tracker.stalls.choices import Rule
from tracker.stalls.comparison_object import comparison_object

S = serializers.Serializer[Any]

PARAMETERS = [
    key_parameter("document_key", "The document’s key."),
    OpenApiParameter("from", OpenApiTypes.DATE, required=True, description="The earlier day."),
    OpenApiParameter(
        "from_known_at",
        MOMENT_SCHEMA,
        description="The earlier end as known at this moment, or at a day’s end; now where left out.",
    ),
    *ASOF_PARAMETERS,
    OpenApiParameter("recommendation", OpenApiTypes.STR, description="Only the one with this key."),
]


class EndSerializer(S):
    """One of the two ends."""

    as_of = serializers.DateField()
    known_at = serializers.DateTimeField()


class EndFiguresSerializer(S):
    """A recommendation's figures at an end."""

    status = serializers.ChoiceField(choices=STATUSES)
    advances = serializers.IntegerField()
    setbacks = serializers.IntegerField()
    context = serializers.IntegerField()  # type: ignore[assignment]
    balance = serializers.IntegerField()
    milestones_met = serializers.IntegerField()
    days_since_development = serializers.IntegerField()
    days_since_advance = serializers.IntegerField()
    momentum = serializers.FloatField(help_text="four decimals")


class ChangedLinkVersionSerializer(S):
    """What a version of a link says."""

    effect = serializers.ChoiceField(choices=list(EFFECTS))
    strength = serializers.ChoiceField(choices=list(STRENGTHS))
    standing = serializers.ChoiceField(choices=Standing.values)
    day = serializers.DateField(help_text="the latest day of its development")


class ChangedRowSerializer(S):
    """A link, meeting or judgement that counts at one end alone; each has the fields that it needs."""

    row = serializers.ChoiceField(choices=[each.value for each in Row])
    came = serializers.BooleanField(help_text="whether it counts at the later end, else at the earlier")
    day = serializers.DateField()
    reason = serializers.CharField(help_text="why it was corrected or retracted, or is empty")
    development = serializers.CharField(required=False, help_text="its key")
    title = serializers.CharField(required=False)
    effect = serializers.ChoiceField(choices=list(EFFECTS), required=False)
    strength = serializers.ChoiceField(choices=list(STRENGTHS), required=False)
    standing = serializers.ChoiceField(choices=Standing.values, required=False)
    before = ChangedLinkVersionSerializer(
        required=False, allow_null=True, help_text="the version whose place a link took"
    )
    milestone = serializers.CharField(required=False, help_text="its key")
    met = serializers.BooleanField(required=False)
    status = serializers.ChoiceField(choices=STATUSES, required=False)
    judge = serializers.CharField(
        required=False, allow_null=True, help_text="an actor’s key; null for the team"
    )


class ChangeGroupSerializer(S):
    """One of the five groups: how many rows, what they made of each figure, and the heaviest of them."""

    group = serializers.ChoiceField(choices=[each.value for each in Why])
    links = serializers.IntegerField(help_text="rows: a version and the one that took its place are two")
    meetings = serializers.IntegerField()
    judgements = serializers.IntegerField()
    advances = serializers.IntegerField()
    setbacks = serializers.IntegerField()
    context = serializers.IntegerField()  # type: ignore[assignment]
    balance = serializers.IntegerField()
    milestones_met = serializers.IntegerField()
    days_since_development = serializers.IntegerField()
    days_since_advance = serializers.IntegerField()
    momentum = serializers.FloatField(help_text="four decimals; the groups’ add up to the ends’ difference")
    status = serializers.ListField(
        child=serializers.ChoiceField(choices=STATUSES),
        allow_null=True,
        min_length=2,
        max_length=2,
        help_text="before and after, where the group changed it",
    )
    rows = ChangedRowSerializer(
        many=True,
        help_text="the heaviest links first, up to five alike of each recommendation, 1,000 of one alone",
    )


class ChangedRecommendationSerializer(S):
    """A recommendation at both ends, and what each group made of its figures."""

    key = serializers.CharField()
    code = serializers.CharField()
    title = serializers.CharField()
    changed = serializers.BooleanField(help_text="false where time alone passed")
    before = EndFiguresSerializer()
    after = EndFiguresSerializer()
    groups = ChangeGroupSerializer(many=True, help_text="all five, always in this order")
    findings_began = serializers.ListField(child=serializers.ChoiceField(choices=Rule.values))
    findings_ended = serializers.ListField(child=serializers.ChoiceField(choices=Rule.values))


class ChangesSerializer(S):
    """What ``manage.py show_changes`` prints."""

    document = serializers.CharField()
    to = EndSerializer()
    recommendations = ChangedRecommendationSerializer(many=True)

    def get_fields(self) -> dict[str, Any]:
        """Return the fields with ``from``, which Python keeps for itself."""
        fields = super().get_fields()
        return {"document": fields.pop("document"), "from": EndSerializer(), **fields}


class ChangesView(APIView):
    """What changed of a document between two ends, told apart by why. Twelve queries."""

    @extend_schema(
        operation_id="documents_changes_retrieve",
        parameters=PARAMETERS,
        responses=ChangesSerializer,
        tags=["documents"],
    )
    def get(self, request: Request, document_key: str) -> Response:
        """Return each recommendation at both ends, and what each group made of its figures.

        Counts, balance, milestones and status add up over the first four groups, momentum and days with the
        fifth. A day before the document came out, an earlier day after the later one, and an earlier moment
        after the later one are 400.
        """
        document = by_key(Document.objects.all(), key=document_key)
        only = request.query_params.get("recommendation", "")
        if "\x00" in only:
            raise InvalidInput({"recommendation": "A key holds no NUL; give one as gradual-agenda."})
        asked = ends.read(request.query_params)
        with one_state():
            return Response(comparison_object(document, asked.pinned(), only))
