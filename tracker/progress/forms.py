"""The form of an assessment: what was typed, shown again with the services' errors beside the fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import FieldError
from tracker.developments.forms import TypedForm
from tracker.progress.choices import STATUS_DEFINITIONS, Confidence, Status
from tracker.progress.models import Assessment

SOURCE_NAMES = ("url", "title", "publisher", "date")
PLAIN_NAMES = ("date", "status", "confidence", "rationale", "judge", "reason", "succeeds")


class AssessmentForm(TypedForm):
    """A judgement, whose it is, and what it rests on."""

    status = forms.ChoiceField(
        label=_("Status"),
        widget=forms.RadioSelect,
        choices=[(each.value, f"{each.label}: {STATUS_DEFINITIONS[each]}") for each in Status],
    )
    confidence = forms.ChoiceField(
        label=_("Confidence"),
        widget=forms.RadioSelect,
        choices=[*((each.value, each.label) for each in Confidence), ("", _("not said"))],
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        help_text=_("Which essential parts are done, which are not, and by what you judge it"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    cites = forms.MultipleChoiceField(
        label=_("Which developments it cites"), widget=forms.CheckboxSelectMultiple
    )
    date = forms.CharField(label=_("Day of the judgement"))
    judge = forms.ChoiceField(
        label=_("Whose judgement"),
        help_text=_("Only the team’s make the status; another judge’s stands beside it, with its source."),
    )
    source_url = forms.CharField(label=_("Address of the verdict’s source"))
    source_title = forms.CharField(label=_("Its title"))
    source_publisher = forms.CharField(label=_("Publisher"))
    source_date = forms.CharField(label=_("Published on"))
    reason = forms.CharField(
        label=_("Why it takes another’s place, or changes the status without citing anything"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    succeeds = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        typed: Mapping[str, Any],
        actors: Sequence[tuple[str, str]],
        citable: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(dict(typed))
        fields: dict[str, Any] = self.fields
        fields["judge"].choices = [("", _("the team")), *actors]
        fields["cites"].choices = citable
        for name in ("date", "source_url", "source_title", "source_publisher", "source_date"):
            fields[name].widget.attrs = {"autocomplete": "off"}
        self.summary: list[dict[str, str]] = []

    def add_errors(self, errors: Iterable[FieldError]) -> None:
        """Put each error beside its field, and into the summary with a link to it."""
        for error in errors:
            name = error.path.replace("source.", "source_") if error.path.startswith("source") else ""
            name = name or error.path.partition(".")[0]
            if name in self.fields and name != "succeeds":
                self.add_error(name, error.message)
                bound = self[name]
                place = bound.id_for_label or str(bound.auto_id)
                self.summary.append({"id": place, "message": f"{bound.label}: {error.message}"})
            else:
                self.summary.append({"message": error.message})


def read_typed(post: QueryDict) -> dict[str, Any]:
    """Read the form as it was sent."""
    typed: dict[str, Any] = {name: post.get(name, "") for name in PLAIN_NAMES}
    typed |= {f"source_{name}": post.get(f"source_{name}", "") for name in SOURCE_NAMES}
    return {**typed, "cites": post.getlist("cites")}


def given(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as services take it."""
    plain = {name: typed[name] for name in (*PLAIN_NAMES, "cites")}
    return {**plain, "source": {name: typed[f"source_{name}"] for name in SOURCE_NAMES}}


def of_assessment(assessment: Assessment) -> dict[str, Any]:
    """Return the form as a judgement stands (two queries)."""
    source = assessment.source
    cites = assessment.citation_rows.order_by("position", "id").values_list("development__key", flat=True)
    return {
        "status": assessment.status,
        "confidence": assessment.confidence,
        "rationale": assessment.rationale,
        "date": assessment.date.isoformat(),
        "judge": assessment.judge.key if assessment.judge else "",
        "succeeds": str(assessment.pk),
        "reason": "",
        "cites": list(cites),
        **{f"source_{name}": getattr(source, name) if source else "" for name in SOURCE_NAMES},
    }
