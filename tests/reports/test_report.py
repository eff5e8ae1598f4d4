"""What a report says of the shipped package, held against the figures that everything else shows."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.support.people import client_of, person
from tracker.core import clock
from tracker.core.asof import AsOf
from tracker.core.errors import BeforePublication
from tracker.developments.models import Development, Link
from tracker.documents.models import Document, Recommendation
from tracker.reports import content, pdf
from tracker.reports.parts import Claim, Report
from tracker.stalls.models import Flag
from tracker.stalls.queries import progress_object

NOW = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def essay(shipped: None, db: None) -> Document:
    """Return the essay with everything that ships with it."""
    return Document.objects.get()


def question(day: dt.date = TODAY, known_at: dt.datetime | None = None) -> AsOf:
    """Ask as of a day."""
    return AsOf(day=day, known_at=known_at, now=clock.now(), today=clock.today())


def report_on(document: Document, day: dt.date | None = None) -> Report:
    """Return the report of a day, else of today."""
    return content.progress_report(document, question(day or clock.today()))


def claims_of(report: Report) -> list[Claim]:
    """Return every sentence that may cite something."""
    said = [*report.lead, *(claim for paragraph in report.prose for claim in paragraph)]
    for part in report.recommendations:
        said += [claim for milestone in part.milestones for claim in milestone.says]
        said += [judgement.rationale for judgement in part.judgements]
        said += part.responses
        said += [Claim(part.basis, part.basis_references), Claim(part.judged, part.judged_references)]
        said += [Claim(row.title, row.references) for row in part.ledger]
    return said


@pytest.mark.parametrize("day", [dt.date(2026, 11, 24), dt.date(2024, 3, 1), dt.date(2022, 8, 10)])
def test_its_figures_are_those_that_show_progress_prints(essay: Document, day: dt.date) -> None:
    report = content.progress_report(essay, question(day))
    shown = progress_object(essay, question(day))["recommendations"]
    assert [
        (row.key, row.advances, row.setbacks, row.context, row.balance, row.momentum, row.days, row.status)
        for row in report.table
    ] == [
        (
            each["key"], each["advances"], each["setbacks"], each["context"], each["balance"],
            each["momentum"], each["days_since_development"], each["status"],
        )
        for each in shown
    ]  # fmt: skip
    for row, each in zip(report.table, shown, strict=True):
        rules = ", ".join(finding["rule"] for finding in each["findings"])
        assert row.findings == rules or (not rules and row.findings in {"", "settled"})


def test_every_linked_development_and_every_source_stands_in_it(essay: Document) -> None:
    report = report_on(essay)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(report, NOW))).pages)
    printed = "".join(text.split())
    for development in Development.objects.all():
        assert "".join(development.title.split()) in printed, development.key
        for source in development.sources.all():
            assert "".join(source.title.rstrip(".").split()) in printed
            assert "".join(source.url.split()) in printed


def test_every_number_leads_to_a_source_and_every_source_is_cited_in_order(essay: Document) -> None:
    report = report_on(essay)
    numbers = [each.number for each in report.references]
    cited = [number for claim in claims_of(report) for number in claim.references]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(cited) == set(numbers)
    front = [number for claim in [*report.lead, *report.prose[0]] for number in claim.references]
    assert list(dict.fromkeys(front)) == list(range(1, len(set(front)) + 1))


def test_every_row_of_a_ledger_and_every_meeting_is_cited(essay: Document) -> None:
    for part in report_on(essay).recommendations:
        assert all(row.references for row in part.ledger)
        for milestone in part.milestones:
            for says in milestone.says:
                assert says.references or not says.text.startswith(("met ", "un-met "))


def test_a_ledger_adds_up_to_the_figures(essay: Document) -> None:
    report = report_on(essay)
    for row, part in zip(report.table, report.recommendations, strict=True):
        counting = [each for each in part.ledger if each.weight]
        assert len(part.ledger) == Link.objects.filter(recommendation__key=row.key).count()
        assert sum(number_of(each.weight) for each in counting) == row.balance
        assert not counting or number_of(counting[0].balance) == row.balance
        assert abs(sum(number_of(each.momentum) for each in counting) - row.momentum) < 0.005 * 16
        assert number_of(part.ledger_sum[2]) == row.balance


def number_of(words: str) -> float:
    """Read a figure as it is printed."""
    return float(words.replace("\u2212", "-").replace("+", "").replace(",", ""))


def test_the_first_page_says_it_in_sentences(essay: Document) -> None:
    with clock.fixed_at(NOW):
        report = report_on(essay)
    assert report.headline == (
        "Of eleven recommendations, one is implemented, four partly, one is reversed and one cannot be "
        "judged; eight of the nine unsettled have had nothing logged for 180 days or more."
    )
    assert [(each.value, each.label) for each in report.figures][1:] == [
        ("15 of 34", "milestones met"),
        ("69 advances and 20 setbacks", "from 47 developments"),
        ("8 of 11", "recommendations stalled"),
        ("5 of 7", "areas stalled"),
    ]
    assert report.unwatched.startswith("Nobody has looked since tracking began on ")


def test_what_people_did_about_flags_stands_there_today_alone(essay: Document) -> None:
    recommendation = Recommendation.objects.get(key="gradual-agenda")
    flags = Flag.objects.filter(recommendation=recommendation, rule="silent")
    assert flags.update(state="acknowledged", cause="politics", note="An election")
    today = report_on(essay)
    again = content.progress_report(essay, question(clock.today(), known_at=clock.now()))
    (marks,) = {one.marks for part in today.recommendations for one in part.reasons if one.marks}
    assert marks == "Acknowledged (politics): An election."
    assert not [one for part in again.recommendations for one in part.reasons if one.marks]
    assert (today.is_today, again.is_today) == (True, False)
    assert content.digest(today) == content.digest(again)


def test_a_later_development_changes_the_digest_and_not_the_report_of_before(essay: Document) -> None:
    before = question(TODAY, known_at=clock.now())
    first = content.progress_report(essay, before)
    link = Link.objects.filter(recommendation__key="restore-defence-ties").latest("latest")
    Link.objects.filter(pk=link.pk).update(retracted_at=clock.now())
    assert content.digest(content.progress_report(essay, before)) == content.digest(first)
    assert content.digest(report_on(essay)) != content.digest(first)
    assert pdf.render(content.progress_report(essay, before), NOW) == pdf.render(first, NOW)


def test_before_the_document_came_out_there_is_nothing_to_report(essay: Document) -> None:
    with pytest.raises(BeforePublication):
        report_on(essay, dt.date(2022, 8, 9))
    client = client_of(person("reader"))
    assert client.get("/documents/chun-2022/report.pdf?as_of=2022-08-09").status_code == 400


def test_a_reader_takes_the_report_away_and_on_another_day_its_name_starts_with_the_day(
    essay: Document,
) -> None:
    client = client_of(person("reader"))
    answer = client.get("/documents/chun-2022/report.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="chun-2022 progress report.pdf"' in answer.headers["Content-Disposition"]
    answer = client.get("/documents/chun-2022/report.pdf?as_of=2024-03-01")
    assert 'filename="2024-03-01 chun-2022 progress report.pdf"' in answer.headers["Content-Disposition"]
    assert "As of 1 March 2024" in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_the_queries_do_not_grow_with_the_rows(essay: Document, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(24):
        report_on(essay)


def test_signed_out_nobody_sees_a_report(essay: Document) -> None:
    assert Client().get("/documents/chun-2022/report.pdf").status_code == 302
    assert Client().get("/reports/").status_code == 302


def test_the_list_of_reports_leads_to_each_and_keeps_the_day(
    essay: Document, django_assert_max_num_queries: Any
) -> None:
    client = client_of(person("reader"))
    with django_assert_max_num_queries(6):
        page = client.get("/reports/?as_of=2024-03-01").content.decode()
    assert "/documents/chun-2022/report.pdf?as_of=2024-03-01" in page
    assert "/developments.csv?as_of=2024-03-01&amp;document=chun-2022" in page
    assert "There is no report" in client.get("/reports/?as_of=2020-01-01").content.decode()


def test_a_document_without_recommendations_has_a_report_too(db: None) -> None:
    document = Document.objects.create(key="bare", title="빈 문서", published_on=dt.date(2025, 1, 1))
    report = report_on(document)
    assert report.headline == "It has no recommendation yet."
    assert len(PdfReader(io.BytesIO(pdf.render(report, NOW))).pages) == 1
