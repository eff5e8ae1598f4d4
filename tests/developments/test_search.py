"""Search in any script: stems of English words, runs of Korean and Japanese inside longer words."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.developments import world
from tests.support.people import person
from tracker.accounts.models import User
from tracker.developments import search
from tracker.developments.models import Development, SearchText
from tracker.developments.search_words import sought, spans
from tracker.documents.models import Actor, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    world.make_document()
    return person()


def found(text: str) -> list[str]:
    return sorted(
        Development.objects.filter(pk__in=search.matching(sought(text))).values_list("title", flat=True)
    )


@pytest.fixture
def logged(ana: User) -> User:
    world.log(ana, title="Ministers agreed on drills", actors=[], sources=[source("Treffen", "한국일보")])
    world.log(ana, title="서울외국인방문객 증가", actors=["japan"], sources=[source("東京新聞の記事")])
    world.log(
        ana, title="Nothing of the kind", summary="방문 그리고 문객", actors=["korea"], sources=[source("x")]
    )
    return ana


def source(title: str, publisher: str = "") -> dict[str, str]:
    return {"url": f"https://example.org/{title}", "title": title, "publisher": publisher}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("minister agreeing", ["Ministers agreed on drills"]),
        ("방문객", ["서울외국인방문객 증가"]),
        ("방문", ["Nothing of the kind", "서울외국인방문객 증가"]),
        ("객", ["Nothing of the kind", "서울외국인방문객 증가"]),
        ("신문", []),
        ("新聞", ["서울외국인방문객 증가"]),
        ("ﾄｳｷｮｳ", []),
        ("한국일보", ["Ministers agreed on drills"]),
        ("대한민국", ["Nothing of the kind"]),
        ("japan", ["서울외국인방문객 증가"]),
        ("방문 kind", ["Nothing of the kind"]),
        ("drill 방문", []),
        ("the", []),
        ("'; DROP TABLE x; -- % _ \\ & | !", []),
        ("", []),
    ],
)
def test_what_is_sought_is_found(logged: User, text: str, titles: list[str]) -> None:
    assert found(text) == titles


def test_what_is_edited_is_found_at_once_as_it_stands_now(logged: User) -> None:
    development = Development.objects.get(title="Ministers agreed on drills")
    world.edit(logged, development, title="They parted", actors=["korea"])
    assert found("drills") == []
    assert found("parting 대한민국") == ["They parted"]
    assert search.behind() == 0


def test_what_others_write_is_marked_and_read_later(logged: User) -> None:
    Actor.objects.filter(key="japan").update(own_name="にほん")
    Source.objects.filter(publisher="한국일보").update(publisher="동아일보")
    Development.objects.filter(title__startswith="Nothing").update(summary="Quite another")
    assert search.behind() == 3
    search.index_marked()
    assert search.behind() == 0
    assert found("にほん") == ["서울외국인방문객 증가"]
    assert found("동아일보") == ["Ministers agreed on drills"]
    assert found("방문") == ["서울외국인방문객 증가"]


def test_the_index_is_used(logged: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        statement = "SELECT 1 FROM developments_searchtext WHERE terms @@ %s::tsquery"
        cursor.execute(f"EXPLAIN {statement}", [sought("방문객").pairs])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "search_terms" in plan


def test_a_very_long_text_is_read_as_far_as_it_goes(ana: User) -> None:
    development = world.log(ana)
    Development.objects.filter(pk=development.pk).update(summary="漢字仮名" * 20_000)
    search.index_marked()
    assert SearchText.objects.get(development=development).text.startswith("ministers meet")


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Ministers agree", "minister", ["Ministers"]),
        ("서울외국인방문객 증가", "방문객", ["방문객"]),
        ("Korea 대한민국", "대한 민국", ["대한민국"]),
        ("They meet; meetings follow", "meeting", ["meet", "meetings"]),
    ],
)
def test_what_matched_is_marked(text: str, query: str, marked: list[str]) -> None:
    what = sought(query)
    words: Any = ["ministers", "agree", "korea", "they", "meet", "meetings", "follow", "minister", "meeting"]
    stems = search.stems(words)
    wanted = frozenset(stems[word] for word in what.english.split() if word in stems)
    assert [text[span] for span in spans(text, what, stems, wanted)] == marked
