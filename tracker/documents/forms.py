"""Forms of documents and recommendations: they show what was typed and the errors services found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import FieldError
from tracker.documents.choices import Basis, Position, Priority, Relation
from tracker.documents.typed import Shape, Typed

Choices = Mapping[str, Sequence[tuple[str, str]]]
_NO_CHOICE = [("", "")]


class TypedForm(forms.Form):
    """Shows what was typed and the errors it is told; it finds none itself."""

    use_required_attribute = False

    def __init__(self, typed: Typed, prefix: str, choices: Choices) -> None:
        data: dict[str, Any] = {**typed.values, **typed.lists}
        super().__init__(
            {f"{prefix}-{name}" if prefix else name: value for name, value in data.items()},
            prefix=prefix or None,
        )
        fields: dict[str, Any] = self.fields
        for name, each in fields.items():
            if isinstance(each, forms.MultipleChoiceField):
                each.choices = _chosen_first(choices.get(name, ()), typed.lists.get(name, []))
                each.widget.attrs |= {"data-chip-select": "", "data-take-off": _("take off")}
            elif isinstance(each, forms.ChoiceField) and name in choices:
                each.choices = [*_NO_CHOICE, *choices[name]]
            else:
                each.widget.attrs.setdefault("autocomplete", "off")

    def full_clean(self) -> None:
        """Find nothing: services do."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


def _chosen_first(known: Iterable[tuple[str, str]], chosen: list[str]) -> list[tuple[str, str]]:
    """Put those chosen first, in their order, so that the form sends them in it."""
    names = dict(known)
    first = [(key, names[key]) for key in chosen if key in names]
    return [*first, *((key, label) for key, label in names.items() if key not in chosen)]


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _several(rows: int = 5) -> forms.SelectMultiple:
    return forms.SelectMultiple(attrs={"size": rows})


class DocumentForm(TypedForm):
    """A document's own fields."""

    title = forms.CharField(label=_("Title"))
    key = forms.CharField(
        label=_("Key"),
        help_text=_(
            "How addresses name it, as plan-2020; made of the title if left empty, and never changed"
        ),
    )
    published_on = forms.CharField(label=_("Published on"), help_text=_("A day, as 2024-03-01"))
    url = forms.CharField(label=_("Address"), widget=forms.URLInput)
    series = forms.CharField(label=_("Series"))
    publisher = forms.CharField(label=_("Publisher"))
    language = forms.CharField(label=_("Language"), help_text=_("Its code, as en or ko"))
    tags = forms.CharField(label=_("Tags"), help_text=_("One a line"), widget=_area(2))
    abstract = forms.CharField(label=_("Abstract"), widget=_area(5))
    half_life = forms.CharField(
        label=_("Half-life of momentum, days"),
        help_text=_("After so many days a move weighs half; 180 if empty"),
    )
    version = forms.CharField(widget=forms.HiddenInput)


class AuthorForm(TypedForm):
    """One author."""

    family = forms.CharField(label=_("Family name"))
    given = forms.CharField(label=_("Given name"))
    affiliation = forms.CharField(label=_("Affiliation"))


class RecommendationForm(TypedForm):
    """A recommendation's own fields."""

    code = forms.CharField(label=_("Code"), help_text=_("As the document counts, as R1"))
    key = forms.CharField(
        label=_("Key"),
        help_text=_("How addresses name it; made of the title if left empty, and never changed"),
    )
    title = forms.CharField(label=_("Title"))
    statement = forms.CharField(label=_("What it asks for"), widget=_area(4))
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis.choices)
    area = forms.ChoiceField(label=_("Area"))
    new_area = forms.CharField(label=_("Or a new area"), help_text=_("Its name"))
    addressees = forms.MultipleChoiceField(label=_("Addressees"), widget=_several())
    depends_on = forms.MultipleChoiceField(label=_("Waits on"), widget=_several())
    paragraphs = forms.CharField(
        label=_("Paragraphs"), help_text=_("Of the document’s body, counted from 1, as 5, 6, 9")
    )
    tags = forms.CharField(label=_("Tags"), help_text=_("One a line"), widget=_area(2))
    priority = forms.ChoiceField(label=_("Priority"), choices=[*_NO_CHOICE, *Priority.choices])
    priority_reason = forms.CharField(label=_("Why this priority"), widget=_area(2))
    review_every = forms.CharField(
        label=_("Look at it every so many days"),
        help_text=_("It comes up under Looks when its day has come; never if empty"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    target_date = forms.CharField(label=_("Target date"), help_text=_("A day, as 2024-03-01"))
    version = forms.CharField(widget=forms.HiddenInput)


class ActorForm(TypedForm):
    """An actor to be added."""

    name = forms.CharField(label=_("Name"))
    short = forms.CharField(label=_("Short name"))
    own_name = forms.CharField(label=_("Name in its own script"))
    own_lang = forms.CharField(label=_("Language of that name"), help_text=_("Its code, as ko"))
    key = forms.CharField(label=_("Key"), help_text=_("Made of the name if left empty"))


class RelatedForm(TypedForm):
    """How it relates to another recommendation."""

    relation = forms.ChoiceField(label=_("It"), choices=[*_NO_CHOICE, *Relation.choices])
    recommendation = forms.CharField(
        label=_("Recommendation"),
        help_text=_("Choose one, or write its key here, or DOCUMENT/KEY of another document"),
        widget=forms.TextInput(attrs={"list": "others", "autocomplete": "off"}),
    )


class MilestoneForm(TypedForm):
    """One milestone."""

    key = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Condition"))
    promised_by = forms.MultipleChoiceField(label=_("Promised by"), widget=_several(3))
    due = forms.CharField(label=_("Due day first given"), help_text=_("As 2024-12-31"))


class SourcedForm(TypedForm):
    """What rests on a source."""

    source_url = forms.CharField(label=_("Address of the source"), widget=forms.URLInput)
    source_title = forms.CharField(label=_("Its title"))
    source_publisher = forms.CharField(label=_("Publisher"))
    source_date = forms.CharField(label=_("Published on"))


class DueMoveForm(SourcedForm):
    """A move of a milestone's due day."""

    announced = forms.CharField(label=_("Announced on"))
    due = forms.CharField(label=_("New due day"))
    field_order = ("announced", "due")


class ResponseForm(SourcedForm):
    """An addressee's answer, or the day one is due."""

    actor = forms.ChoiceField(label=_("Who"))
    position = forms.ChoiceField(label=_("Position"), choices=[*_NO_CHOICE, *Position.choices])
    date = forms.CharField(label=_("Taken on"))
    due = forms.CharField(label=_("Was due by"))
    rationale = forms.CharField(label=_("In short"), widget=_area(2))
    field_order = ("actor", "position", "date", "due", "rationale")


_SOURCE = ("source_url", "source_title", "source_publisher", "source_date")
DOCUMENT = Shape(tuple(DocumentForm.base_fields), rows={"authors": Shape(tuple(AuthorForm.base_fields))})
RECOMMENDATION = Shape(
    tuple(name for name in RecommendationForm.base_fields if name not in {"addressees", "depends_on"}),
    ("addressees", "depends_on"),
    {
        "new_actors": Shape(tuple(ActorForm.base_fields)),
        "related": Shape(tuple(RelatedForm.base_fields)),
        "milestones": Shape(
            ("key", "title", "due"), ("promised_by",), {"due_moves": Shape(("announced", "due", *_SOURCE))}
        ),
        "responses": Shape(("actor", "position", "date", "due", "rationale", *_SOURCE)),
    },
)
_FORMS: dict[str, type[TypedForm]] = {
    "authors": AuthorForm,
    "new_actors": ActorForm,
    "related": RelatedForm,
    "milestones": MilestoneForm,
    "due_moves": DueMoveForm,
    "responses": ResponseForm,
}
#: Where an error is shown whose field has another name, or none that is seen.
_SHOWN_AT = {"priority_level": "priority", "key": "title", "source": "source_url"}


class Tree:
    """A form with the forms of its rows, each by the name of its rows."""

    def __init__(
        self, form: type[TypedForm], typed: Typed, shape: Shape, choices: Choices, prefix: str = ""
    ) -> None:
        self.prefix = prefix
        self.form = form(typed, prefix, choices)
        start = f"{prefix}-" if prefix else ""
        self.rows = {
            name: [
                Tree(_FORMS[name], row, below, choices, f"{start}{name}-{index}")
                for index, row in enumerate(typed.rows.get(name, []))
            ]
            for name, below in shape.rows.items()
        }
        self.summary: list[dict[str, str]] = []

    def add_errors(self, errors: Iterable[FieldError]) -> None:
        """Put each error beside its field, and into the summary with a link to the field."""
        for error in errors:
            tree, rest = self._find(error.path.split(".") if error.path else [])
            name = "_".join(part for part in rest if not part.isdigit())
            if name not in tree.form.fields or tree.form.fields[name].widget.is_hidden:
                name = _SHOWN_AT.get(name, name)
            if name in tree.form.fields:
                tree.form.add_error(name, error.message)
                bound = tree.form[name]
                place = bound.id_for_label or str(bound.auto_id)
                self.summary.append({"id": place, "message": f"{bound.label}: {error.message}"})
            else:
                self.summary.append(
                    {"id": f"rows-{name}" if name in tree.rows else "", "message": error.message}
                )

    def _find(self, path: list[str]) -> tuple[Tree, list[str]]:
        if len(path) >= 2 and path[0] in self.rows and path[1].isdigit():
            rows = self.rows[path[0]]
            if int(path[1]) < len(rows):
                return rows[int(path[1])]._find(path[2:])
        return self, path
