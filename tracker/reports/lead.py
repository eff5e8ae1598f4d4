"""What stands at the head of a report: the finding, and how recent and how well founded it is."""

from __future__ import annotations

from collections import defaultdict

from tracker.progress import sentences
from tracker.progress.evidence import LinkRow, extent_of
from tracker.progress.link_words import attribution_words
from tracker.progress.measures import judgements
from tracker.progress.sentences import LatestAdvance, text_of
from tracker.reports.gathered import Gathered
from tracker.reports.parts import Claim
from tracker.stalls.rules import SILENT

WINDOW = 180


def headline(gathered: Gathered) -> str:
    """Return what became of the document, in a sentence."""
    limits = [
        int(finding.numbers["limit"])
        for stall in gathered.stalls
        for finding in stall.findings
        if finding.rule == SILENT
    ]
    # Where thresholds differ, the shortest is true of all of them.
    return text_of(sentences.document_finding(gathered.figures, len(limits), min(limits, default=WINDOW)))


def lead(gathered: Gathered) -> tuple[Claim, ...]:
    """Return the sentences under the finding."""
    said = [_advances(gathered)]
    if gathered.stalls:
        stalled = sum(bool(area.findings) for area in gathered.areas)
        said.append(Claim(sentences.areas_sentence(stalled, len(gathered.areas))))
        said.append(Claim(text_of(sentences.judged_when(judgements(gathered.figures)))))
        said += _other_judges(gathered)
        extent = extent_of(dict(gathered.links))
        links = sum(each.links for each in gathered.figures)
        said.append(Claim(text_of(attribution_words(extent.attributed, links))))
    return tuple(claim for claim in said if claim.text)


def _advances(gathered: Gathered) -> Claim:
    """Say where an advance was logged lately, and cite the latest of them."""
    newest: dict[str, LinkRow] = {}
    for figures in gathered.figures:
        for link in gathered.links.get(figures.recommendation_id, ()):
            if link.counts and link.effect > 0:
                best = newest.get(figures.area_name)
                if best is None or (link.latest, link.earliest) >= (best.latest, best.earliest):
                    newest[figures.area_name] = link
    day = gathered.asof.day
    recent = [
        LatestAdvance(name, link.latest, link.title)
        for name, link in newest.items()
        if (day - link.latest).days < WINDOW
    ]
    latest = max(
        newest.values(), key=lambda link: (link.latest, link.earliest, link.development), default=None
    )
    words = sentences.advances_sentence(
        recent,
        len(gathered.areas),
        latest.latest if latest else None,
        day,
        is_today=gathered.asof.is_today,
        window=WINDOW,
    )
    return Claim(words, gathered.cite([latest.development]) if latest else ())


def _other_judges(gathered: Gathered) -> list[Claim]:
    """Say how each other judge sees it, with its own denominator and the sources of its verdicts."""
    verdicts: dict[str, list[str]] = defaultdict(list)
    sources: dict[str, set[int]] = defaultdict(set)
    for given in gathered.judgements.values():
        seen = set()
        for each in given:  # newest first
            if each.judge and each.judge not in seen:
                seen.add(each.judge)
                verdicts[each.judge].append(each.status)
                sources[each.judge].update(gathered.cite([], each.source_id))
    said = []
    for judge, statuses in sorted(verdicts.items()):
        done = statuses.count("implemented")
        words = sentences.judge_words(done, done + statuses.count("partly-implemented"), len(statuses))
        said.append(Claim(f"{judge}: {words}.", tuple(sorted(sources[judge]))))
    return said
