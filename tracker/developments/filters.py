"""Which developments are asked for: one set of filters for the page, the files and the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import BooleanWidget
from drf_spectacular.utils import extend_schema_field

from tracker.core import asof, clock
from tracker.core.api import MOMENT_SCHEMA
from tracker.core.asof import AsOf, parse_day, parse_moment
from tracker.developments import search
from tracker.developments.choices import EFFECT_SLUGS, EFFECTS, Attribution, Effect, Kind, Standing, State
from tracker.developments.models import Development, DevelopmentActor, DevelopmentSource, Link
from tracker.developments.queries import in_figures, known
from tracker.developments.search_words import sought
from tracker.documents.addresses import AddressError, canonical_url
from tracker.documents.models import RecommendationAddressee

#: What "logged by" says of developments that a package brought.
BY_PACKAGE = "package:"
_ISO = ["%Y-%m-%d"]
_EFFECT_CHOICES = [(EFFECT_SLUGS[effect], effect.label) for effect in Effect]


class MomentField(forms.CharField):
    """A day (meaning its beginning) or a moment with its zone."""

    def clean(self, value: Any) -> dt.datetime | None:
        """Read it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            day = parse_day(text)
        except ValueError:
            pass
        else:
            if day == dt.date.min:
                return dt.datetime.min.replace(tzinfo=dt.UTC)
            return clock.end_of_day(day - dt.timedelta(days=1)) + dt.timedelta(microseconds=1)
        try:
            return parse_moment(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None


@extend_schema_field(MOMENT_SCHEMA)
class MomentFilter(django_filters.CharFilter):  # type: ignore[misc]
    """Filters by a moment."""

    field_class = MomentField


class DevelopmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters by what a development is, by its links, and by words."""

    q = django_filters.CharFilter(label=_("Search"), method="search")
    document = django_filters.CharFilter(label=_("Document"), method="by_link")
    area = django_filters.CharFilter(label=_("Area"), method="by_link")
    recommendation = django_filters.CharFilter(label=_("Recommendation"), method="by_link")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("any"))
    actor = django_filters.CharFilter(label=_("Actor"), method="by_actor")
    effect = django_filters.ChoiceFilter(
        label=_("Effect"), choices=_EFFECT_CHOICES, empty_label=_("any"), method="by_link"
    )
    standing = django_filters.ChoiceFilter(
        label=_("Standing"), choices=Standing.choices, empty_label=_("any"), method="by_own"
    )
    attribution = django_filters.ChoiceFilter(
        label=_("Came of it"), choices=Attribution.choices, empty_label=_("any"), method="by_link"
    )
    addressee = django_filters.CharFilter(label=_("Asked of"), method="by_link")
    counts = django_filters.BooleanFilter(
        label=_("Only links in figures"), method="by_link", widget=BooleanWidget()
    )
    source = django_filters.CharFilter(label=_("Source"), method="by_source")
    dated_from = django_filters.DateFilter(label=_("Dated from"), method="by_own", input_formats=_ISO)
    dated_to = django_filters.DateFilter(label=_("Dated to"), method="by_own", input_formats=_ISO)
    logged_since = MomentFilter(label=_("Logged since"), method="by_moment")
    logged_by = django_filters.CharFilter(label=_("By"), method="by_person")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=State.choices, empty_label=None, method="pass_over"
    )

    class Meta:
        model = Development
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Development]) -> QuerySet[Development]:
        """Apply the filters; those of links all hold of one link; published ones where no state is asked.

        As known at a moment, what was retracted since was published.
        """
        queryset = self.of_developments(queryset)
        links = self.links()
        if links is None:
            return queryset
        return queryset.filter(Exists(links.filter(development=OuterRef("pk"))))

    def of_developments(self, queryset: QuerySet[Development]) -> QuerySet[Development]:
        """Apply the filters that are about developments themselves."""
        queryset = super().filter_queryset(queryset)
        if state := self.form.cleaned_data.get("state"):
            return queryset.filter(state=state)
        if self.known_at is not None:
            return queryset.exclude(state=State.DRAFT)
        return queryset.filter(state=State.PUBLISHED)

    @cached_property
    def asof(self) -> AsOf:
        """The day and the moment asked, which whoever made the queryset has read and applied."""
        return asof.read(self.data or {})

    @property
    def known_at(self) -> dt.datetime | None:
        """The moment asked."""
        return self.asof.known_at

    def own(self, name: str) -> str:
        """Return where a development's day or standing is read: as its links carried it at another moment."""
        return name if self.known_at is None else f"then_{name}"

    def links(self, *, attributions: bool = True) -> QuerySet[Link] | None:
        """Return the links that the filters ask for, of any development; None where they ask for none.

        Without ``attributions`` it does not matter how they came about.
        """
        values = self.form.cleaned_data
        conditions = self.link_conditions(attributions=attributions)
        asked = bool(conditions or values.get("counts") or values.get("addressee"))
        return self.shown_links().filter(**conditions) if asked else None

    def link_conditions(self, *, attributions: bool = True) -> dict[str, Any]:
        """Return what is asked of a link itself, whenever it was known."""
        values = self.form.cleaned_data
        conditions: dict[str, Any] = {}
        if values.get("document"):
            conditions["recommendation__document__key"] = values["document"]
        if values.get("area"):
            conditions["recommendation__area__key"] = values["area"]
        if values.get("recommendation"):
            document, _slash, key = values["recommendation"].partition("/")
            conditions |= {"recommendation__document__key": document, "recommendation__key": key}
        if values.get("effect"):
            conditions["effect"] = EFFECTS[values["effect"]]
        if values.get("attribution") and attributions:
            conditions["attribution"] = values["attribution"]
        return conditions

    def shown_links(self) -> QuerySet[Link]:
        """Return the links that stand, or were known at the moment; only those in figures where asked."""
        moment, values = self.known_at, self.form.cleaned_data
        if moment is not None:
            links = Link.objects.filter(known(moment))
        else:
            # A retracted development keeps the links that went with it.
            links = Link.objects.filter(Q(retracted_at=None) | Q(retracted_at=F("development__retracted_at")))
        if values.get("addressee"):
            addressed = RecommendationAddressee.objects.filter(actor__key=values["addressee"])
            links = links.filter(recommendation__in=addressed.values("recommendation"))
        if values.get("counts"):
            links = links.filter(
                in_figures(self.asof.day), Q() if moment is not None else Q(retracted_at=None)
            )
        return links

    def pass_over(self, queryset: QuerySet[Development], name: str, value: Any) -> QuerySet[Development]:
        """Leave it: ``filter_queryset`` applies it."""
        return queryset

    by_link = pass_over

    def by_own(self, queryset: QuerySet[Development], name: str, value: Any) -> QuerySet[Development]:
        """Keep those of a standing, or whose days reach into the days asked."""
        column = {"dated_from": "latest__gte", "dated_to": "earliest__lte"}.get(name, name)
        return queryset.filter(**{self.own(column): value})

    def by_actor(self, queryset: QuerySet[Development], name: str, value: str) -> QuerySet[Development]:
        """Keep those in which an actor took part."""
        return queryset.filter(
            Exists(DevelopmentActor.objects.filter(development=OuterRef("pk"), actor__key=value))
        )

    def by_source(self, queryset: QuerySet[Development], name: str, value: str) -> QuerySet[Development]:
        """Keep those that rest on an address, or on a publisher or host whose name holds the words."""
        rows = DevelopmentSource.objects.filter(development=OuterRef("pk"))
        try:
            if "/" not in value:
                raise AddressError
            rows = rows.filter(source__canonical_url=canonical_url(value))
        except AddressError:
            rows = rows.filter(
                Q(source__publisher__icontains=value) | Q(source__canonical_url__icontains=value)
            )
        return queryset.filter(Exists(rows))

    def by_moment(
        self, queryset: QuerySet[Development], name: str, value: dt.datetime
    ) -> QuerySet[Development]:
        """Keep those logged at or after a moment: drafts by when they were begun."""
        return queryset.filter(Q(published_at__gte=value) | Q(published_at=None, created_at__gte=value))

    def by_person(self, queryset: QuerySet[Development], name: str, value: str) -> QuerySet[Development]:
        """Keep those that somebody logged, or that packages brought."""
        if value == BY_PACKAGE:
            return queryset.filter(author=None)
        return queryset.filter(author__username=value)

    def search(self, queryset: QuerySet[Development], name: str, value: str) -> QuerySet[Development]:
        """Keep those whose title, summary, sources or actors' names hold all that is sought."""
        return search_developments(queryset, value)


def search_developments(queryset: QuerySet[Development], text: str) -> QuerySet[Development]:
    """Keep the developments that hold every word of ``text`` (one index)."""
    return queryset.filter(pk__in=search.matching(sought(text)))
