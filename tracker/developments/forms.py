"""The log form: what was typed, as forms that show it again, and as the input of services.

The forms validate nothing: services do, for page and API alike, and their errors are put beside
the fields here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import FieldError
from tracker.developments.choices import (
    ATTRIBUTION_CODEBOOK,
    EFFECT_CODEBOOK,
    STANDING_CODEBOOK,
    STRENGTH_CODEBOOK,
    Attribution,
    Effect,
    Kind,
    Standing,
    Strength,
)
from tracker.developments.suggestions import suggestions

SOURCE_NAMES = ("url", "title", "publisher", "date")
LINK_NAMES = ("recommendation", "effect", "strength", "attribution", "rationale")
LINK_LISTS = ("meets", "unmeets")
PLAIN_NAMES = ("title", "date", "summary", "kind", "standing", "version", "reason")
#: More sources or links than these are not read from one form.
MOST = 50


#: The order in which fields stand on the page.
_ORDER = ("", "sources", "title", "date", "summary", "kind", "actors", "standing", "links", "reason")


def _place(error: FieldError) -> int:
    head = error.path.partition(".")[0]
    return _ORDER.index(head) if head in _ORDER else 0


@dataclass
class Typed:
    """What stands in the form: plain fields, sources and links, as texts."""

    plain: dict[str, str] = field(default_factory=dict)
    actors: list[str] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)

    def given(self, state: str = "") -> dict[str, Any]:
        """Return it as services take it; sources and links left wholly empty are not given."""
        given: dict[str, Any] = {}
        given.update(self.plain)
        given["actors"] = list(self.actors)
        given["sources"] = [source for source in self.sources if any(source.values())]
        given["links"] = [dict(link) for link in self.links]
        return {**given, "state": state} if state else given

    def tidy(self) -> None:
        """Leave out sources of which nothing was typed."""
        self.sources = [source for source in self.sources if any(source.values())]


def read_typed(post: QueryDict) -> Typed:
    """Read the form as it was sent, whatever is in it; empty sources are left out."""
    typed = Typed(plain={name: str(post[name]) for name in PLAIN_NAMES if name in post})
    typed.actors = post.getlist("actors")
    for index in _indices(post, "sources"):
        source = {name: post.get(f"sources-{index}-{name}", "") for name in SOURCE_NAMES}
        typed.sources.append(source)
    for index in _indices(post, "links"):
        link: dict[str, Any] = {name: post.get(f"links-{index}-{name}", "") for name in LINK_NAMES}
        link |= {name: post.getlist(f"links-{index}-{name}") for name in LINK_LISTS}
        typed.links.append(link)
    return typed


def _indices(post: QueryDict, prefix: str) -> list[int]:
    found = set()
    for name in post:
        head, _dash, rest = name.partition("-")
        number = rest.partition("-")[0]
        if head == prefix and number.isascii() and number.isdigit() and len(number) < 4:
            found.add(int(number))
    return sorted(found)[:MOST]


class TypedForm(forms.Form):
    """A form that shows what was typed and the errors it is told; it finds none itself."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """Find nothing: services do."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}


def _choices(choices: Iterable[Any], codebook: Mapping[Any, Any], slug: Any) -> list[tuple[str, str]]:
    return [
        (slug(each), f"{_worded(each)}: {codebook[each]}" if codebook[each] else _worded(each))
        for each in choices
    ]


def _worded(choice: Any) -> str:
    if isinstance(choice, Strength):
        return f"{choice.label} {choice.value}"
    return choice.value if isinstance(choice, Attribution) else str(choice.label)


class DevelopmentForm(TypedForm):
    """What happened: the fields that stand once."""

    title = forms.CharField(label=_("What happened, in one line"))
    date = forms.CharField(
        label=_("When"), help_text=_("A day, a month, a year or a span, as you would write it")
    )
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *Kind.choices])
    actors = forms.MultipleChoiceField(label=_("Actors"))
    standing = forms.ChoiceField(label=_("Standing"), widget=forms.RadioSelect)
    version = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why this correction"),
        help_text=_("Asked where figures move: a date, a standing, a link or a milestone."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, typed: Typed, actors: Sequence[tuple[str, str]]) -> None:
        data: dict[str, Any] = dict(typed.plain)
        super().__init__({**data, "actors": typed.actors})
        fields: dict[str, Any] = self.fields
        # Those chosen come first, in their order, so that the form sends them in it.
        names = dict(actors)
        chosen = [(key, names[key]) for key in typed.actors if key in names]
        fields["actors"].choices = [*chosen, *(each for each in actors if each not in chosen)]
        fields["actors"].widget.attrs = {"size": 6, "data-chip-select": "", "data-take-off": _("take off")}
        fields["standing"].choices = _choices(Standing, STANDING_CODEBOOK, lambda each: each.value)
        fields["title"].widget.attrs = {"autocomplete": "off", "maxlength": 500}
        fields["date"].widget.attrs = {"autocomplete": "off"}


class SourceForm(TypedForm):
    """One source that a development rests on."""

    url = forms.CharField(label=_("Address of the source"), widget=forms.URLInput)
    title = forms.CharField(label=_("Its title"))
    publisher = forms.CharField(label=_("Publisher"))
    date = forms.CharField(label=_("Published on"))

    def __init__(self, source: Mapping[str, str], index: int) -> None:
        self.index = index
        prefix = f"sources-{index}"
        super().__init__({f"{prefix}-{name}": value for name, value in source.items()}, prefix=prefix)
        fields: dict[str, Any] = self.fields
        for each in fields.values():
            each.widget.attrs = {"autocomplete": "off"}
        fields["url"].widget.attrs["placeholder"] = "https://"


class LinkForm(TypedForm):
    """One link: which recommendation, which way, how much, and why we say so."""

    recommendation = forms.CharField(widget=forms.HiddenInput)
    effect = forms.ChoiceField(label=_("Effect"), widget=forms.RadioSelect)
    strength = forms.ChoiceField(label=_("Strength"), widget=forms.RadioSelect)
    meets = forms.MultipleChoiceField(label=_("Milestones"), widget=forms.CheckboxSelectMultiple)
    unmeets = forms.MultipleChoiceField(label=_("It un-meets"), widget=forms.CheckboxSelectMultiple)
    attribution = forms.ChoiceField(label=_("Did it come of the document?"), widget=forms.RadioSelect)
    rationale = forms.CharField(label=_("Why"))

    def __init__(self, link: Mapping[str, Any], index: int, subject: LinkSubject | None) -> None:
        self.index = index
        self.subject = subject
        prefix = f"links-{index}"
        given = {"attribution": Attribution.UNKNOWN.value} | {k: v for k, v in link.items() if v}
        super().__init__({f"{prefix}-{name}": value for name, value in given.items()}, prefix=prefix)
        fields: dict[str, Any] = self.fields
        fields["effect"].choices = _choices(Effect, EFFECT_CODEBOOK, lambda each: each.slug)
        fields["strength"].choices = _choices(Strength, STRENGTH_CODEBOOK, lambda each: each.slug)
        fields["attribution"].choices = _choices(Attribution, ATTRIBUTION_CODEBOOK, lambda each: each.value)
        fields["rationale"].widget.attrs = {"autocomplete": "off"}
        milestones = subject.milestones if subject else []
        meets, unmeets = set(link.get("meets", [])), set(link.get("unmeets", []))
        fields["meets"].choices = [
            (each.key, each.title) for each in milestones if not each.met or each.key in meets
        ]
        fields["unmeets"].choices = [
            (each.key, each.title) for each in milestones if each.met or each.key in unmeets
        ]

    @property
    def met_count(self) -> int:
        """How many milestones are met already, without this development."""
        return sum(each.met for each in self.subject.milestones) if self.subject else 0


@dataclass(frozen=True)
class MilestoneChoice:
    """A milestone, and whether other developments have it met."""

    key: str
    title: str
    met: bool


@dataclass(frozen=True)
class LinkSubject:
    """The recommendation that a link editor is about."""

    name: str
    code: str
    title: str
    document: str
    milestones: list[MilestoneChoice] = field(default_factory=list)
    pk: int = 0


class LogForm:
    """The whole form: what stands once, its sources and its links, and what it may touch besides."""

    def __init__(
        self, typed: Typed, actors: Sequence[tuple[str, str]], subjects: Mapping[str, LinkSubject]
    ) -> None:
        self.typed = typed
        self.main = DevelopmentForm(typed, actors)
        self.sources = [SourceForm(source, index) for index, source in enumerate(typed.sources or [{}])]
        self.links = [
            LinkForm(link, index, subjects.get(link["recommendation"]))
            for index, link in enumerate(typed.links)
        ]
        self.summary: list[dict[str, str]] = []
        self.suggestions = suggestions((each.pk, each.code) for each in subjects.values())

    def add_errors(self, errors: Iterable[FieldError]) -> None:
        """Put each error beside its field, and into the summary with a link to the field."""
        places: dict[str, forms.Form] = {f"sources.{form.index}": form for form in self.sources}
        places.update({f"links.{form.index}": form for form in self.links})
        for error in sorted(errors, key=_place):
            head, _dot, rest = error.path.partition(".")
            if head in ("sources", "links") and rest:
                index, _dot, name = rest.partition(".")
                form: forms.Form | None = places.get(f"{head}.{index}")
            else:
                form, name = self.main, head
            self._add(form, name.partition(".")[0], error.message)

    def _add(self, form: forms.Form | None, name: str, message: str) -> None:
        if form is None:
            form, name = self.main, ""
        if name in form.fields and not form.fields[name].widget.is_hidden:
            form.add_error(name, message)
            bound = form[name]
            label = _told(self._of(form), str(bound.label))
            self.summary.append(
                {"id": bound.id_for_label or str(bound.auto_id), "message": f"{label}: {message}"}
            )
        elif name == "sources":
            self.summary.append({"id": "sources", "message": message})
        elif of := self._of(form):
            self.summary.append({"id": str(form.prefix), "message": f"{of}: {message}"})
        else:
            self.summary.append({"message": message})

    def _of(self, form: forms.Form) -> str:
        """Return which link, or which of several sources, a form is: "R5"; empty for the main one."""
        if isinstance(form, SourceForm) and len(self.sources) > 1:
            return str(_("Source %s") % (form.index + 1))
        if not isinstance(form, LinkForm):
            return ""
        if form.subject is None:
            return str(form["recommendation"].value() or _("Link %s") % (form.index + 1))
        alike = [each for each in self.links if each.subject and each.subject.code == form.subject.code]
        if len(alike) == 1:
            return form.subject.code
        return f"{form.subject.document}, {form.subject.code}"


def _told(of: str, label: str) -> str:
    """Return a field's label with what it is of: "R5, effect"."""
    return f"{of}, {label[:1].lower()}{label[1:]}" if of else label
