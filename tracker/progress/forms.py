"""The form of an assessment: what was typed, shown again with the services' errors beside the fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import FieldError
from tracker.developments.forms import TypedForm
from tracker.progress import drafts
from tracker.progress.choices import CONFIDENCE_DEFINITIONS, STATUS_DEFINITIONS, Confidence, Status
from tracker.progress.models import Assessment

SOURCE_NAMES = ("url", "title", "publisher", "date")
PLAIN_NAMES = ("date", "status", "confidence", "rationale", "judge", "reason", "succeeds")
#: What the page itself keeps: the draft's version, what is corrected, what was searched for citing.
PAGE_NAMES = ("version", "editing", "find")


class AssessmentForm(TypedForm):
    """A judgement, whose it is, and what it rests on."""

    status = forms.ChoiceField(
        label=_("Status"),
        widget=forms.RadioSelect,
        choices=[(each.value, f"{each.label}: {STATUS_DEFINITIONS[each]}") for each in Status],
    )
    confidence = forms.ChoiceField(
        label=_("Confidence"),
        help_text=_(
            "How good the evidence and the reasoning are. That is not how likely anything is: "
            "no likelihood is stated here, and the two are kept apart, as ICD 203 asks."
        ),
        widget=forms.RadioSelect,
        choices=[
            *((each.value, f"{each.label}: {CONFIDENCE_DEFINITIONS[each]}") for each in Confidence),
            ("", _("not said")),
        ],
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        help_text=_("Which essential parts are done, which are not, and by what you judge it"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    cites = forms.MultipleChoiceField(
        label=_("Which developments it cites"), widget=forms.CheckboxSelectMultiple
    )
    find = forms.CharField(
        label=_("Search them"), widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    settles = forms.MultipleChoiceField(
        label=_("Judged differently within the team"), widget=forms.CheckboxSelectMultiple
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
    version = forms.CharField(widget=forms.HiddenInput)
    editing = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        typed: Mapping[str, Any],
        actors: Sequence[tuple[str, str]],
        citable: Sequence[tuple[str, str]],
        rivals: Sequence[Assessment] = (),
    ) -> None:
        super().__init__({**typed, "settles": [joined(typed.get("settles", ()))]})
        fields: dict[str, Any] = self.fields
        fields["judge"].choices = [("", _("the team")), *actors]
        fields["cites"].choices = citable
        fields["settles"].choices = (
            [(joined(each.pk for each in rivals), _("This judgement settles both"))] if rivals else []
        )
        for name in ("date", "source_url", "source_title", "source_publisher", "source_date"):
            fields[name].widget.attrs = {"autocomplete": "off"}
        self.summary: list[dict[str, str]] = []

    def add_errors(self, errors: Iterable[FieldError]) -> None:
        """Put each error beside its field, and into the summary, in the form's order, with a link to it."""
        order = {name: place for place, name in enumerate(self.fields, 1)}
        for error in sorted(errors, key=lambda each: order.get(_field_of(each), 0)):
            name = _field_of(error)
            if name in self.fields and not self.fields[name].widget.is_hidden:
                self.add_error(name, error.message)
                bound = self[name]
                place = bound.id_for_label or str(bound.auto_id)
                self.summary.append({"id": place, "message": f"{bound.label}: {error.message}"})
            else:
                self.summary.append({"message": error.message})


def _field_of(error: FieldError) -> str:
    """Return the form's field that an error is about: "source.url" is told at `source_url`."""
    if error.path.startswith("source."):
        return error.path.replace("source.", "source_")
    return error.path.partition(".")[0]


def joined(numbers: Iterable[Any]) -> str:
    """Return numbers of judgements as one choice of the form: "12-15"."""
    return "-".join(sorted((str(each) for each in numbers), key=lambda text: (len(text), text)))


def read_typed(post: QueryDict) -> dict[str, Any]:
    """Read the form as it was sent."""
    typed: dict[str, Any] = {name: post.get(name, "") for name in (*PLAIN_NAMES, *PAGE_NAMES)}
    typed |= {f"source_{name}": post.get(f"source_{name}", "") for name in SOURCE_NAMES}
    settles = [number for each in post.getlist("settles") for number in each.split("-") if number]
    return {**typed, "cites": post.getlist("cites"), "settles": settles}


def given(typed: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return what was typed as services take it."""
    plain = {name: typed[name] for name in (*PLAIN_NAMES, "cites", "settles")}
    return {**plain, "source": {name: typed[f"source_{name}"] for name in SOURCE_NAMES}, **more}


def of_assessment(assessment: Assessment) -> dict[str, Any]:
    """Return the form as a judgement, or a draft, stands; it was read with its lists."""
    said = drafts.as_given(assessment)
    source = said.pop("source")
    typed = {**said, **{f"source_{name}": source.get(name, "") for name in SOURCE_NAMES}, "find": ""}
    if assessment.is_draft:
        return {**typed, "succeeds": said["succeeds"] or "", "version": assessment.version, "editing": ""}
    return {
        **typed,
        "succeeds": str(assessment.pk),
        "reason": "",
        "version": "",
        "editing": str(assessment.pk),
    }


class NamedDayForm(TypedForm):
    """A day that people come back to, by name."""

    name = forms.CharField(label=_("Name"), help_text=_("As “board meeting”; everybody sees it"))
    day = forms.CharField(label=_("Day"), help_text=_("As 2024-03-01"))
    known_at = forms.CharField(
        label=_("As known at"),
        help_text=_(
            "A day, for its end, or a moment with its zone: 2024-03-01 14:30 UTC. Empty: what is known now."
        ),
    )

    def add_errors(self, errors: Iterable[FieldError]) -> None:
        """Put each error beside its field."""
        for error in errors:
            self.add_error(error.path or None, error.message)
