"""Look up what was given by key, all of a kind in one query, and note what is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from tracker.core.errors import ErrorList
from tracker.developments.choices import Attribution
from tracker.developments.input import Given, GivenLink, GivenSource
from tracker.documents import sources
from tracker.documents.models import Actor, Milestone, Recommendation, Source


@dataclass
class WantedLink:
    """A link as it shall stand: ids instead of keys; ``meetings`` maps milestones to met or un-met."""

    recommendation_id: int
    effect: int | None
    weight: int | None
    attribution: str = Attribution.UNKNOWN
    rationale: str = ""
    meetings: dict[int, bool] = field(default_factory=dict)


@dataclass
class Resolved:
    """What was given, looked up; a list not given is None."""

    actor_ids: list[int] | None = None
    sources: list[sources.GivenSource] | None = None
    links: list[WantedLink] | None = None


def resolve(given: Given, errors: ErrorList) -> Resolved:
    """Look up actors, sources' addresses, recommendations and milestones (three queries at most)."""
    found = Resolved()
    if given.actors is not None:
        found.actor_ids = _actors(given.actors, errors)
    if given.sources is not None:
        found.sources = _sources(given.sources, errors)
    if given.links is not None:
        found.links = _links(given.links, errors)
    return found


def ensure_sources(wanted: Sequence[sources.GivenSource]) -> sources.Ensured:
    """Find or add the sources; a title replaces the address that stood in its place in a draft."""
    ensured = sources.ensure(wanted)
    titles = {
        source_id: source.title
        for source_id, source in zip(ensured.ids, wanted, strict=True)
        if source.title != source.url
    }
    untitled = [difference for difference in ensured.told if difference.stands == difference.url]
    if untitled:
        for source in Source.objects.filter(pk__in=titles, title__in=[each.url for each in untitled]):
            source.title = titles[source.pk]
            source.save(update_fields=["title"])
        ensured.told = [each for each in ensured.told if each not in untitled]
    ensured.told = [each for each in ensured.told if each.given != each.url]
    return ensured


def _actors(keys: list[str], errors: ErrorList) -> list[int]:
    ids = dict(Actor.objects.filter(key__in=set(keys)).values_list("key", "id"))
    for index, key in enumerate(keys):
        if key not in ids:
            errors.add(f"actors.{index}", _("There is no actor “%s”.") % key)
    return [ids[key] for key in dict.fromkeys(keys) if key in ids]


def _sources(given: list[GivenSource], errors: ErrorList) -> list[sources.GivenSource]:
    wanted = []
    canonical: dict[str, int] = {}
    for index, source in enumerate(given):
        at = f"sources.{index}"
        if not source.url:
            if not any(error.path.startswith(at) for error in errors.errors):
                errors.add(f"{at}.url", _("Give the source’s address, as https://example.org/article."))
            continue
        try:
            address = sources.canonical_url(source.url)
        except sources.AddressError as error:
            errors.add(f"{at}.url", str(error))
            continue
        if address in canonical:
            errors.add(f"{at}.url", _("This is the same address as source %s’s.") % (canonical[address] + 1))
            continue
        canonical[address] = index
        wanted.append(
            sources.GivenSource(source.url, source.title or source.url, source.publisher, source.date)
        )
    return wanted


def _links(given: list[GivenLink], errors: ErrorList) -> list[WantedLink]:
    recommendations = find_recommendations(link.recommendation for link in given)
    milestones: dict[int, dict[str, int]] = defaultdict(dict)
    for rec_id, key, pk in Milestone.objects.filter(
        recommendation__in=[recommendation.pk for recommendation in recommendations.values()]
    ).values_list("recommendation_id", "key", "id"):
        milestones[rec_id][key] = pk
    wanted = []
    for index, link in enumerate(given):
        recommendation = recommendations.get(link.recommendation)
        if recommendation is None:
            if link.recommendation:
                errors.add(
                    f"links.{index}.recommendation",
                    _("There is no recommendation “%s”; write it as DOCUMENT/KEY.") % link.recommendation,
                )
            continue
        meetings = {}
        for name, keys, met in (("meets", link.meets, True), ("unmeets", link.unmeets, False)):
            for place, key in enumerate(keys):
                if key in milestones[recommendation.pk]:
                    meetings[milestones[recommendation.pk][key]] = met
                else:
                    errors.add(
                        f"links.{index}.{name}.{place}",
                        _("%(code)s has no milestone “%(key)s”.") % {"code": recommendation.code, "key": key},
                    )
        wanted.append(
            WantedLink(
                recommendation.pk, link.effect, link.strength, link.attribution, link.rationale, meetings
            )
        )
    return wanted


def find_recommendations(names: Iterable[str]) -> dict[str, Recommendation]:
    """Return the recommendations named ``DOCUMENT/KEY``, with their documents (one query)."""
    pairs = {name: name.partition("/")[::2] for name in names}
    rows = Recommendation.objects.filter(
        document__key__in={document for document, _key in pairs.values()},
        key__in={key for _document, key in pairs.values()},
    ).select_related("document")
    found = {(row.document.key, row.key): row for row in rows}
    return {name: found[pair] for name, pair in pairs.items() if pair in found}
