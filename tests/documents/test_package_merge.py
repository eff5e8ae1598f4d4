"""What a load does to rows that stand: updated, left, told; shared rows belong to who brought them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from tests.documents.small import FILES, changed, dump, everything, forgotten, load
from tests.support.people import person
from tracker.accounts.models import User
from tracker.core.errors import NotAllowed
from tracker.developments import signals as development_signals
from tracker.developments.models import Development, Link, Meeting
from tracker.documents import signals as document_signals
from tracker.documents.models import Actor, Area, Document, Milestone, PackageLoad, Recommendation, Source
from tracker.documents.package.load import Outcome
from tracker.progress import signals as progress_signals
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db

OTHER = {
    "document.yaml": """\
document: {key: other-2021, title: Other plan, published_on: 2021-01-01}
actors: [{key: KR, name: South Korea}]
areas: [{key: trade, name: Commerce}]
recommendations:
  - {key: open-up, code: "1", area: trade, title: Open up, statement: Open., addressees: [KR],
     related: [{recommendation: plan-2020/open-markets, relation: restates}]}
""",
    "developments.csv": """\
key,date,title,actors,kind,source_title,source_url
talks-begin,2020-02-03,Talks started,KR,dialogue,Talks have begun,http://www.example.org/talks/
fresh,2021-02-01,A fresh thing,KR,other,Fresh,https://example.org/fresh
""",
    "links.csv": "development,recommendation,effect,strength\ntalks-begin,open-up,advances,minor\n",
}


def told(outcome: Outcome) -> str:
    return "\n".join(map(str, outcome.told))


def test_a_row_changed_in_the_package_only_is_updated() -> None:
    load()
    version = Recommendation.objects.get(key="talk-first").version
    outcome = load(changed(("title: Talk first", "title: Talk before all")))
    recommendation = Recommendation.objects.get(key="talk-first")
    assert recommendation.title == "Talk before all"
    assert recommendation.version == version + 1
    assert outcome.counts == {"recommendation": {"updated": 1}}
    assert not outcome.told


def test_a_row_changed_by_people_only_is_left_and_not_told() -> None:
    load()
    Recommendation.objects.filter(key="talk-first").update(title="As people have it")
    before = everything()
    outcome = load()
    assert everything() == before
    assert not outcome.told


def test_a_row_changed_by_both_is_left_and_told_once() -> None:
    load()
    Recommendation.objects.filter(key="talk-first").update(title="As people have it")
    files = changed(("title: Talk first", "title: Talk before all"))
    outcome = load(files)
    assert Recommendation.objects.get(key="talk-first").title == "As people have it"
    assert "title stands as “As people have it”, not “Talk before all”" in told(outcome)
    assert not load(files).told


def test_a_row_gone_from_the_package_stays_and_is_told() -> None:
    load()
    files = changed((FILES["links.csv"].splitlines()[-1] + "\n", ""))
    outcome = load(files)
    assert Link.objects.filter(retracted_at=None).count() == 3
    assert "link talks-begin open-markets: is no longer in the package; it stays" in told(outcome)


def order() -> list[str]:
    rows = Milestone.objects.filter(recommendation__key="open-markets")
    return list(rows.order_by("position", "id").values_list("key", flat=True))


BETWEEN = ("      - {key: office, title: An office opens}\n", "      - {key: between, title: Between}\n")


def test_a_milestone_put_between_others_stands_between_them() -> None:
    load()
    assert order() == ["tariffs-gone", "office"]
    outcome = load(changed((BETWEEN[0], BETWEEN[1] + BETWEEN[0])))
    assert order() == ["tariffs-gone", "between", "office"]
    assert outcome.counts == {"milestone": {"added": 1}, "milestone order": {"updated": 1}}


def test_an_order_that_people_changed_is_left_and_told() -> None:
    load()
    Milestone.objects.filter(key="office").update(position=0)
    Milestone.objects.filter(key="tariffs-gone").update(position=1)
    outcome = load(changed((BETWEEN[0], BETWEEN[0] + BETWEEN[1])))
    assert order()[:2] == ["office", "tariffs-gone"]
    assert "milestone order open-markets" in told(outcome)


def test_a_changed_milestone_raises_the_version_that_guards_it() -> None:
    load()
    load(changed(("title: Tariffs are gone", "title: Tariffs are all gone")))
    assert Milestone.objects.get(key="tariffs-gone").title == "Tariffs are all gone"
    assert Recommendation.objects.get(key="open-markets").version == 2
    assert Recommendation.objects.get(key="talk-first").version == 1


def test_what_people_took_away_stays_away() -> None:
    load()
    Milestone.objects.filter(key="office").exclude(meetings__isnull=False).delete()
    Recommendation.objects.filter(key="talk-first").update(statement="Changed")
    before = everything()
    load()
    assert everything() == before


def test_a_changed_link_is_succeeded_at_one_moment() -> None:
    load()
    load(changed(("talk-first,advances,moderate", "talk-first,advances,major")))
    old, new = Link.objects.filter(recommendation__key="talk-first").order_by("id")
    assert (old.weight, new.weight) == (2, 4)
    assert old.retracted_at == new.published_at
    assert new.succeeds == old
    assert new.reason
    assert not new.looked
    assert Link.objects.filter(recommendation__key="open-markets").count() == 2


def test_a_corrected_day_succeeds_links_and_meetings_of_every_document() -> None:
    load()
    load(OTHER)
    load(changed(("talks-begin,2020-02-01", "talks-begin,2020-02-05")))
    live = Link.objects.filter(development__key="talks-begin", retracted_at=None)
    assert {(link.earliest.isoformat(), link.recommendation.key) for link in live} == {
        ("2020-02-05", "talk-first"),
        ("2020-02-05", "open-markets"),
        ("2020-02-05", "open-up"),
    }
    assert all(link.succeeds_id for link in live)
    meeting = Meeting.objects.get(development__key="talks-begin", retracted_at=None)
    assert (meeting.latest.isoformat(), meeting.met) == ("2020-02-05", False)
    # The other document's link raised the version before: it guards links and meetings too.
    assert Development.objects.get(key="talks-begin").version == 3


def test_another_title_of_a_development_succeeds_nothing() -> None:
    load()
    load(changed(("Tariffs are cut", "Tariffs are cut by half")))
    assert Development.objects.get(key="tariff-cut").title == "Tariffs are cut by half"
    assert not Link.objects.filter(succeeds__isnull=False).exists()


def test_changed_meetings_are_retracted_succeeded_and_added() -> None:
    load()
    load(changed(("convergent,tariffs-gone;office,", "convergent,,office")))
    rows = Meeting.objects.filter(development__key="tariff-cut").order_by("id")
    state = [(row.milestone.key, row.met, row.retracted_at is None) for row in rows]
    assert ("tariffs-gone", True, False) in state
    assert ("office", True, False) in state
    assert ("office", False, True) in state
    assert len(state) == 3
    assert not Link.objects.filter(succeeds__isnull=False).exists()


def test_a_changed_assessment_is_succeeded() -> None:
    load()
    load(changed(("rationale: They talk., confidence: low", "rationale: They talk., confidence: high")))
    new = Assessment.objects.get(judge=None, retracted_at=None)
    assert new.confidence == "high"
    assert new.succeeds is not None
    assert new.succeeds.retracted_at == new.published_at
    assert [cited.key for cited in new.cites.all()] == ["talks-begin"]


def test_a_load_publishes_everything_at_one_moment() -> None:
    load()
    moments = set(Link.objects.values_list("published_at", flat=True))
    moments |= set(Meeting.objects.values_list("published_at", flat=True))
    moments |= set(Assessment.objects.values_list("published_at", flat=True))
    moments |= set(Development.objects.values_list("published_at", flat=True))
    moments |= set(Document.objects.values_list("tracking_began_at", flat=True))
    assert len(moments) == 1


def test_shared_rows_are_added_where_missing_and_never_reworded() -> None:
    load()
    outcome = load(OTHER)
    assert Actor.objects.get(key="KR").name == "Republic of Korea"
    assert Area.objects.get(key="trade").name == "Trade"
    assert Development.objects.get(key="talks-begin").title == 'Talks "begin", at last'
    assert Source.objects.get(canonical_url="https://example.org/talks").title == "Talks begin"
    assert Link.objects.get(recommendation__key="open-up").latest.isoformat() == "2020-02-01"
    for kind in ("actor KR", "area trade", "development talks-begin", "source https://example.org/talks"):
        assert kind in told(outcome)
    before = everything()
    again = load(OTHER)
    assert told(again) == told(outcome)
    assert everything() == before


def test_only_the_document_that_brought_a_shared_row_updates_it() -> None:
    load()
    load(OTHER)
    load({**OTHER, "document.yaml": OTHER["document.yaml"].replace("South Korea", "Korea (South)")})
    assert Actor.objects.get(key="KR").name == "Republic of Korea"
    load(changed(("name: Republic of Korea", "name: Korea")))
    assert Actor.objects.get(key="KR").name == "Korea"


def test_what_another_document_brought_is_in_the_dump_of_what_links_to_it() -> None:
    load()
    load(OTHER)
    dumped = dump("other-2021")
    assert "talks-begin,2020-02-01," in dumped["developments.csv"]
    assert "fresh,2021-02-01," in dumped["developments.csv"]
    assert "recommendation: plan-2020/open-markets" in dumped["document.yaml"]
    assert 'key: "NO"' in dumped["document.yaml"]


def test_a_draft_of_the_same_key_is_left_and_nothing_is_linked_to_it() -> None:
    Development.objects.create(key="talks-begin", title="Mine")
    outcome = load()
    assert Development.objects.get(key="talks-begin").title == "Mine"
    assert not Link.objects.filter(development__key="talks-begin").exists()
    assert "development talks-begin: is a draft here" in told(outcome)


def test_codes_can_be_swapped() -> None:
    load()
    load(changed(("code: R2", "code: Rx"), ("code: R1", "code: R2"), ("code: Rx", "code: R1")))
    assert Recommendation.objects.get(key="open-markets").code == "R1"


def test_a_code_that_somebody_gave_in_the_tracker_is_an_error() -> None:
    load()
    document = Document.objects.get()
    Recommendation.objects.create(
        document=document,
        key="mine",
        code="R3",
        area=Area.objects.get(key="trade"),
        title="Mine",
        statement="Mine",
    )
    from tests.documents.small import refused

    errors = refused(changed(("code: R2", "code: R3")))
    assert [(error.field, error.found) for error in errors] == [("code", "R3")]


def test_news_is_sent_once_and_only_when_something_changed() -> None:
    heard: list[str] = []
    receivers = []
    for name, signal in (
        ("evidence", development_signals.evidence_changed),
        ("loaded", document_signals.package_loaded),
        ("definitions", document_signals.definitions_changed),
        ("assessed", progress_signals.assessed),
    ):

        def hear(name: str = name, **_given: object) -> None:
            heard.append(name)

        receivers.append((signal, hear))
        signal.connect(hear)
    try:
        load()
        assert sorted(heard) == ["assessed", "definitions", "evidence", "loaded"]
        heard.clear()
        load()
        assert not heard
    finally:
        for signal, hear in receivers:
            signal.disconnect(hear)
    assert PackageLoad.objects.count() == 1


def test_a_paragraph_that_stays_keeps_its_offsets() -> None:
    load()
    recommendation = Recommendation.objects.get(key="open-markets")
    recommendation.passages.filter(paragraph=3).update(start=F("paragraph"), end=10)
    load(changed(("paragraphs: [3, 1]", "paragraphs: [3, 2]")))
    assert [(p.paragraph, p.end) for p in recommendation.passages.all()] == [(2, None), (3, 10)]


def queries_of(files: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        load(files)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_rows() -> None:
    header, *rows = FILES["developments.csv"].splitlines(keepends=True)
    more = "".join(
        f"more-{n},2021-01-02,More {n},,KR,other,,Source {n},,https://example.org/more/{n},\n"
        for n in range(30)
    )
    links = "".join(f"more-{n},talk-first,advances,minor,,,,\n" for n in range(30))
    larger = {
        **FILES,
        "developments.csv": "".join([header, *rows, more]),
        "links.csv": FILES["links.csv"] + links,
    }
    with forgotten():
        few = queries_of(FILES)
        again = queries_of(FILES)
        changed_few = queries_of(changed(("talk-first,advances,moderate", "talk-first,advances,major")))
    with forgotten():
        assert queries_of(larger) == few
        assert queries_of(larger) == again
        heavier = {
            **larger,
            "links.csv": larger["links.csv"].replace("talk-first,advances", "talk-first,context"),
        }
        assert queries_of(heavier) == changed_few
    assert few < 100


def test_loading_takes_an_editor() -> None:
    analyst: User = person("analyst")
    with pytest.raises(NotAllowed):
        load(FILES, analyst)
    editor = person("editor")
    load(FILES, editor)
    assert Link.objects.values_list("published_by", flat=True).distinct().get() == editor.pk
