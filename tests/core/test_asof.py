"""A day and a moment: read, said in words, kept in addresses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tracker.core import clock
from tracker.core.asof import AsOf, parse_kept_moment, parse_moment, read
from tracker.core.errors import InvalidInput

UTC = dt.UTC
NOW = dt.datetime(2026, 11, 24, 8, tzinfo=UTC)


def asked(known_at: dt.datetime | None = None, day: dt.date = dt.date(2024, 3, 1)) -> AsOf:
    return AsOf(day, known_at, NOW, NOW.date())


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-01T12:00:00Z", dt.datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01 12:00 UTC", dt.datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01 12:00:30.5Z", dt.datetime(2024, 3, 1, 12, 0, 30, 500000, tzinfo=UTC)),
        ("2024-03-01T21:00+09:00", dt.datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01T21:00 09:00", dt.datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01 21:00:00 09:00", dt.datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("2024-03-01", dt.datetime(2024, 3, 1, 23, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_with_its_zone_and_a_bare_day_as_its_end(text: str, moment: dt.datetime) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize("text", ["2024-03-01T12:00", "noon", "2024-13-01", "2024-03-01 UTC", "UTC", " "])
def test_what_is_no_moment_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it as 2024-03-01 or, with its zone, 2024-03-01T12:00:00Z"):
        parse_moment(text)


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2024, 3, 1, 12, tzinfo=UTC),
        dt.datetime(2024, 3, 1, 12, 0, 0, 1, tzinfo=UTC),
        clock.end_of_day(dt.date(2024, 3, 1)),
        dt.datetime.min.replace(tzinfo=UTC),
        clock.end_of_day(NOW.date()),
    ],
)
def test_an_address_keeps_the_moment_to_the_microsecond(moment: dt.datetime) -> None:
    query = asked(moment).query
    assert parse_moment(query["known_at"]) == moment
    with clock.fixed_at(NOW):
        assert read(query).known_at == moment


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "24 November 2026"),
        (clock.end_of_day(dt.date(2024, 3, 1)), "1 March 2024"),
        (dt.datetime(2024, 3, 1, 12, tzinfo=UTC), "1 March 2024, 12:00 UTC"),
        (dt.datetime(2024, 3, 1, 12, 0, 5, 120000, tzinfo=UTC), "1 March 2024, 12:00:05.12 UTC"),
    ],
)
def test_a_moment_is_said_with_its_zone_and_a_days_end_as_the_day(
    moment: dt.datetime | None, words: str
) -> None:
    assert asked(moment).known_words == words


def test_titles_and_file_names_start_with_the_day_and_the_moment_where_one_is_asked() -> None:
    then = asked(dt.datetime(2026, 11, 3, 14, 30, tzinfo=UTC))
    assert asked().title_words == "1 March 2024"
    assert asked().file_prefix == "2024-03-01 "
    assert then.title_words == "1 March 2024, as known on 3 November 2026, 14:30 UTC"
    assert then.file_prefix == "2024-03-01 known at 2026-11-03T143000Z "
    assert asked(day=NOW.date()).file_prefix == ""
    assert asked(day=NOW.date()).dated_prefix == "2026-11-24 "
    assert then.dated_prefix == then.file_prefix


def test_every_argument_that_cannot_be_read_is_named() -> None:
    with pytest.raises(InvalidInput) as raised:
        read({"as_of": "yesterday", "known_at": "noon"})
    assert [each.path for each in raised.value.errors] == ["as_of", "known_at"]


@pytest.mark.parametrize("text", ["2026-11-25", "2026-11-25T00:00Z", "9999-12-31"])
def test_a_moment_still_to_come_can_be_asked_and_is_not_kept(text: str) -> None:
    with clock.fixed_at(NOW):
        assert read({"known_at": text}).known_ahead
        assert not read({"known_at": "2026-11-24"}).known_ahead
        assert parse_kept_moment("2026-11-24", NOW.date()) == clock.end_of_day(NOW.date())
        with pytest.raises(ValueError, match="the end of today, 24 November 2026"):
            parse_kept_moment(text, NOW.date())


def test_the_end_of_today_is_todays_in_the_zone_in_which_days_run(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Seoul"
    with clock.fixed_at(dt.datetime(2026, 11, 24, 16, tzinfo=UTC)):  # the 25th has begun there
        assert read({"known_at": "2026-11-25"}).known_at == dt.datetime(2026, 11, 25, 14, 59, 59, 999999, UTC)
        assert not read({"known_at": "2026-11-25"}).known_ahead
        assert read({"known_at": "2026-11-25T15:00Z"}).known_ahead


def test_only_what_lies_before_the_present_is_compared_with_it() -> None:
    assert asked().may_be_compared
    assert not asked(day=dt.date(2027, 1, 1)).may_be_compared
    assert not asked(dt.datetime(2027, 1, 1, tzinfo=UTC)).may_be_compared
    assert asked(clock.end_of_day(dt.date(2024, 3, 1))).earlier_query == {
        "from": "2024-03-01",
        "from_known_at": "2024-03-01",
    }
