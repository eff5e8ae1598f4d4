"""Everything that a report is made from, read once: a fixed number of queries for any document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.core.asof import AsOf
from tracker.documents.models import Document, DueMove, Recommendation, Response
from tracker.progress import evidence
from tracker.progress import queries as progress
from tracker.progress.evidence import Definition, LinkRow
from tracker.progress.measures import Figures
from tracker.progress.queries import MilestoneState, Scope
from tracker.reports import queries
from tracker.reports.queries import Judgement, MeetingRow
from tracker.reports.references import Numbering, SourceFacts
from tracker.stalls.models import Flag
from tracker.stalls.queries import AreaStall, examine_document
from tracker.stalls.rules import Stall

#: More recommendations than this have their areas in a table, in the place of a lane each.
MOST_LANES = 150
#: A report holds about this many ledger rows; in a longer one each ledger has its newest rows.
MOST_ROWS = 2500
LEAST_ROWS_EACH = 2


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document's rows as of a day, as known at a moment."""

    document: Document
    asof: AsOf
    stalls: tuple[Stall, ...]
    areas: tuple[AreaStall, ...]
    wordings: Mapping[int, Recommendation]
    definitions: Mapping[int, Definition]
    links: Mapping[int, list[LinkRow]]
    summaries: Mapping[str, str]
    milestones: Mapping[int, list[MilestoneState]]
    meetings: Mapping[int, list[MeetingRow]]
    judgements: Mapping[int, list[Judgement]]
    citations: Mapping[int, tuple[str, ...]]
    sources_of: Mapping[str, list[SourceFacts]]
    sources: Mapping[int, SourceFacts]
    responses: Mapping[int, list[Response]]
    due_moves: Mapping[int, list[DueMove]]
    flags: Mapping[int, Mapping[str, Flag]]
    most_rows_each: int | None
    numbering: Numbering

    @property
    def figures(self) -> list[Figures]:
        """The figures of its recommendations, in code order."""
        return [stall.figures for stall in self.stalls]

    @property
    def with_lanes(self) -> bool:
        """Whether each recommendation has its lane in the picture."""
        return 0 < len(self.stalls) <= MOST_LANES and self.most_rows_each is None

    def rows_of(self, recommendation_id: int) -> list[LinkRow]:
        """Return the links that a recommendation's ledger has, newest first."""
        return newest(self.links.get(recommendation_id, ()), self.most_rows_each)

    def cite_document(self) -> tuple[int, ...]:
        """Cite the document itself."""
        document = self.document
        said_by = (document.byline, document.series, document.publisher)
        itself = SourceFacts(
            identity=f"document {document.key}",
            url=document.url,
            title=document.title,
            publisher=", ".join(part for part in said_by if part),
            date=document.published_on.isoformat(),
        )
        return self.numbering.cite([itself])

    def cite(self, keys: Iterable[str], source_id: int | None = None) -> tuple[int, ...]:
        """Cite every source of some developments, and another source where there is one."""
        cited = [source for key in keys for source in self.sources_of.get(key, ())]
        if source_id is not None and source_id in self.sources:
            cited.append(self.sources[source_id])
        return self.numbering.cite(cited)


def newest(links: Iterable[LinkRow], most: int | None) -> list[LinkRow]:
    """Return links newest first, the newest ``most`` where that is given."""
    return list(links)[::-1][:most]


def gather(document: Document, asof: AsOf) -> Gathered:
    """Read all that a report on a document says; under twenty-five queries, whatever it holds."""
    examination = examine_document(document, asof)
    scope = Scope(document_ids=(document.pk,))
    stalls = tuple(examination.of_document(document.pk))
    most = most_rows_each(stalls)
    links = evidence.links(scope, asof)
    meetings = queries.meetings(scope, asof)
    judgements = queries.judgements(scope, asof)
    citations = queries.citations(each.assessment_id for given in judgements.values() for each in given)
    responses = queries.responses(document.pk)
    moves = queries.due_moves(document.pk, asof)
    shown = {link.development for each in links.values() for link in newest(each, most)}
    cited = shown | {row.development for given in meetings.values() for row in given}
    cited |= {key for keys in citations.values() for key in keys}
    return Gathered(
        document=document,
        asof=asof,
        stalls=stalls,
        # As on pages: in the order in which they were set up.
        areas=tuple(sorted(examination.areas_of_document(document.pk), key=lambda area: area.area_id)),
        wordings=queries.wordings(document.pk),
        definitions=evidence.definitions(scope, asof),
        links=links,
        summaries=queries.summaries_of(shown),
        milestones=progress.milestones(scope, asof),
        meetings=meetings,
        judgements=judgements,
        citations=citations,
        sources_of=queries.sources_of_developments(cited),
        sources=queries.sources(_source_ids(judgements, responses, moves)),
        responses=responses,
        due_moves=moves,
        flags=queries.flags(document.pk, asof),
        most_rows_each=most,
        numbering=Numbering(),
    )


def most_rows_each(stalls: tuple[Stall, ...]) -> int | None:
    """Return how many rows a ledger may have; None where all of them fit into the report."""
    figures = [stall.figures for stall in stalls]
    total = sum(each.links + each.reported for each in figures)
    return max(LEAST_ROWS_EACH, MOST_ROWS // len(figures)) if total > MOST_ROWS else None


def _source_ids(
    judgements: Mapping[int, list[Judgement]],
    responses: Mapping[int, list[Response]],
    moves: Mapping[int, list[DueMove]],
) -> set[int | None]:
    found = {each.source_id for given in judgements.values() for each in given}
    found |= {each.source_id for given in responses.values() for each in given}
    return found | {each.source_id for given in moves.values() for each in given}
