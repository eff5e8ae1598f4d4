"""Dates are read exactly as the design names them, and in words as people write them."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.dates import DateError, EdtfDate, parse, read_human
from tracker.core.words import date_words, understood

D = date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2024-06-01", D(2024, 6, 1), D(2024, 6, 1), "day"),
        ("2018-12", D(2018, 12, 1), D(2018, 12, 31), "month"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "month"),
        ("2023-02", D(2023, 2, 1), D(2023, 2, 28), "month"),
        ("2026", D(2026, 1, 1), D(2026, 12, 31), "year"),
        ("0001", D(1, 1, 1), D(1, 12, 31), "year"),
        ("9999-12-31", D(9999, 12, 31), D(9999, 12, 31), "day"),
        ("9999", D(9999, 1, 1), D(9999, 12, 31), "year"),
        ("2024-05~", D(2024, 5, 1), D(2024, 5, 31), "month"),
        ("2026?", D(2026, 1, 1), D(2026, 12, 31), "year"),
        ("2026-01-30%", D(2026, 1, 30), D(2026, 1, 30), "day"),
        ("2024-06-27/2024-06-29", D(2024, 6, 27), D(2024, 6, 29), "interval"),
        ("2024-06/2024-06-10", D(2024, 6, 1), D(2024, 6, 10), "interval"),
        ("2024-06-15/2024", D(2024, 6, 15), D(2024, 12, 31), "interval"),
        ("2024-06-01/2024-06-01", D(2024, 6, 1), D(2024, 6, 1), "interval"),
        ("2019%/2020-03~", D(2019, 1, 1), D(2020, 3, 31), "interval"),
    ],
)
def test_what_the_design_names_is_read(text: str, earliest: date, latest: date, precision: str) -> None:
    read = parse(text)
    assert (read.text, read.earliest, read.latest, read.precision) == (text, earliest, latest, precision)


def test_each_end_keeps_its_own_qualifier() -> None:
    read = parse("2019%/2020-03~")
    assert (read.start.approximate, read.start.uncertain) == (True, True)
    assert read.end is not None
    assert (read.end.approximate, read.end.uncertain) == (True, False)
    assert read.approximate
    assert read.uncertain
    assert not parse("2019").approximate


@pytest.mark.parametrize(
    "text",
    [
        "", " ", " 2024", "2024 ", "2024\n", "24", "02024", "20240601", "2024-6-1", "2024-6",
        "2024-02-30", "2023-02-29", "2024-00", "2024-13", "2024-21", "2024-01-00", "2024-01-32", "0000",
        "0000-01-01", "10000", "-0044", "Y12000", "Y-12000", "2024-06-29/2024-06-27", "2025/2024",
        "2024-06/2024-05-31", "2024/", "/2024", "2024/..", "../2024", "..", "/",
        "2024-06-01/2024-06-02/2024-06-03",
        "199X", "19XX", "2024-XX", "2024-06-XX", "{2023,2024}", "[2023,2024]", "2023..2024",
        "2023-08-18T10:00:00Z", "2024-06-01T10:00", "~2024", "?2024-06", "2024~-06", "2024-~06", "2024~~",
        "2024?~", "2024-06-01#", "2024u", "open", "unknown", "٢٠٢٤", "２０２４", "2024−06", "2024–06",
        "2024-06-27--29",
    ],
)  # fmt: skip
def test_what_the_design_refuses_is_refused_with_examples(text: str) -> None:
    with pytest.raises(DateError, match="Write "):
        parse(text)


def test_an_impossible_day_says_what_would_do() -> None:
    with pytest.raises(DateError) as caught:
        parse("2023-02-30")
    assert str(caught.value) == (
        "“2023-02-30” is not a day: February 2023 has 28. Write 2023-02-28, 2023-02, or 28 Feb. 2023."
    )


def test_a_very_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(DateError) as caught:
        parse("9" * 10_000)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("30 Jan. 2026", "2026-01-30"),
        ("30 January 2026", "2026-01-30"),
        ("January 30, 2026", "2026-01-30"),
        ("Jan 30 2026", "2026-01-30"),
        ("the 30th of January 2026", "2026-01-30"),
        ("Friday, 30 January 2026", "2026-01-30"),
        ("30 JANUARY 2026", "2026-01-30"),
        ("2026/1/30", "2026-01-30"),
        ("2026.1.30", "2026-01-30"),
        ("2026. 1. 30.", "2026-01-30"),
        ("20260130", "2026-01-30"),
        ("2026-1-30", "2026-01-30"),
        ("30/1/2026", "2026-01-30"),
        ("1/30/2026", "2026-01-30"),
        ("30.01.2026", "2026-01-30"),
        ("2026년 1월 30일", "2026-01-30"),
        ("2026년1월30일", "2026-01-30"),
        ("2026년 1월 30일 금요일", "2026-01-30"),
        ("2026년 1월", "2026-01"),
        ("2026년", "2026"),
        ("2026년 1월경", "2026-01~"),
        ("약 2026년", "2026~"),
        ("2024년 6월 27일~29일", "2024-06-27/2024-06-29"),
        ("2024년 6월 27일부터 7월 3일까지", "2024-06-27/2024-07-03"),
        ("2026年1月30日", "2026-01-30"),
        ("2026年1月30日(金)", "2026-01-30"),
        ("２０２６年１月３０日", "2026-01-30"),
        ("2026年1月頃", "2026-01~"),
        ("2024年6月27日〜29日", "2024-06-27/2024-06-29"),
        ("2024年6月27日から7月3日まで", "2024-06-27/2024-07-03"),
        ("Jan 2026", "2026-01"),
        ("Sept. 2025", "2025-09"),
        ("January, 2026", "2026-01"),
        ("2026 January 30", "2026-01-30"),
        ("about January 2026", "2026-01~"),
        ("c. 2026", "2026~"),
        ("circa 2026", "2026~"),
        ("2026, uncertain", "2026?"),
        ("January 2026?", "2026-01?"),
        ("perhaps January 2026", "2026-01?"),
        ("about 2026, uncertain", "2026%"),
        ("27-29 June 2024", "2024-06-27/2024-06-29"),
        ("27–29 June 2024", "2024-06-27/2024-06-29"),
        ("June 27-29, 2024", "2024-06-27/2024-06-29"),
        ("27 June to 3 July 2024", "2024-06-27/2024-07-03"),
        ("from 27 June to 3 July 2024", "2024-06-27/2024-07-03"),
        ("between May and July 2024", "2024-05/2024-07"),
        ("about 27–29 June 2024", "2024-06-27~/2024-06-29~"),
        ("30 December 2023 – 2 January 2024", "2023-12-30/2024-01-02"),
        ("2023-2024", "2023/2024"),
        ("May–July 2024", "2024-05/2024-07"),
        ("2024-06-27/2024-06-29", "2024-06-27/2024-06-29"),
        ("  2026-01~ ", "2026-01~"),
    ],
)  # fmt: skip
def test_the_form_reads_how_people_write(written: str, text: str) -> None:
    assert read_human(written).text == text


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "May", "12", "30 Feb 2026", "2026년 2월 30일", "2023-02-30", "2023-24",
     "1/2/2026", "13/13/2026",
     "29-27 June 2024", "2024-06-29/2024-06-27", "June", "32 January 2026", "January 2026 AD", "2024-06/..",
     "10:30", "Janvier 2026", "2026-01-30T10:00", "199X", "about", "?", "~", "%", "from", "-", "/", "27-29"],
)  # fmt: skip
def test_what_nobody_can_read_for_sure_is_refused_with_examples(written: str) -> None:
    with pytest.raises(DateError, match="Write "):
        read_human(written)


def test_a_day_and_month_that_can_be_swapped_names_both() -> None:
    with pytest.raises(DateError, match="Write 2026-02-01 or 2026-01-02"):
        read_human("1/2/2026")


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2023-08-18", "18 August 2023", "18 Aug 2023"),
        ("2024-05-27", "27 May 2024", "27 May 2024"),
        ("2024-06-27/2024-06-29", "27–29 June 2024", "27–29 June 2024"),
        ("2025-09", "September 2025", "Sep 2025"),
        ("2026-01~", "about January 2026", "about Jan 2026"),
        ("2026?", "2026, uncertain", "2026, uncertain"),
        ("2026%", "about 2026, uncertain", "about 2026, uncertain"),
        ("2024-06-27/2024-07-03", "27 June – 3 July 2024", "27 June – 3 July 2024"),
        ("2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024", "30 Dec 2023 – 2 Jan 2024"),
        ("2024-05/2024-07", "May–July 2024", "May–July 2024"),
        ("2023/2024", "2023–2024", "2023–2024"),
        ("2024-06-01/2024-06-01", "1 June 2024", "1 June 2024"),
        ("2024-01/2024-02-03", "January 2024 – 3 February 2024", "Jan 2024 – 3 Feb 2024"),
        ("2024-05~/2024-07", "from about May 2024 to July 2024", "from about May 2024 to July 2024"),
        ("2024-05~/2024-07~", "about May–July 2024", "about May–July 2024"),
    ],
)
def test_a_date_in_words(text: str, long: str, short: str) -> None:
    assert (date_words(parse(text)), date_words(parse(text), short=True)) == (long, short)


def test_what_is_left_open_is_said() -> None:
    assert understood(parse("2026-01")) == "January 2026, the day not known"
    assert understood(parse("2026")) == "2026, the month not known"
    assert understood(parse("2026-01-30")) == "30 January 2026"


@st.composite
def ends(draw: st.DrawFn) -> str:
    """One end of a date, any year, any precision, any qualifier."""
    day = draw(st.dates(min_value=D(1, 1, 1), max_value=D(9999, 12, 31)))
    whole = f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
    return whole[: draw(st.sampled_from([4, 7, 10]))] + draw(st.sampled_from(["", "~", "?", "%"]))


def _by_hand(end: str) -> tuple[date, date]:
    """The first and last day of an end, worked out by the calendar alone."""
    year, *rest = (int(part) for part in end.rstrip("~?%").split("-"))
    match rest:
        case [month, day]:
            return D(year, month, day), D(year, month, day)
        case [month]:
            return D(year, month, 1), D(year, month, calendar.monthrange(year, month)[1])
        case _:
            return D(year, 1, 1), D(year, 12, 31)


@given(ends())
def test_every_end_has_the_days_of_the_calendar_and_comes_back_as_text(end: str) -> None:
    read = parse(end)
    assert (read.earliest, read.latest) == _by_hand(end)
    assert read.text == str(read) == read.start.text == end


@given(ends(), ends())
def test_every_interval_is_kept_or_refused_by_its_outer_days(first: str, second: str) -> None:
    earliest, latest = _by_hand(first)[0], _by_hand(second)[1]
    text = f"{first}/{second}"
    if latest < earliest:
        with pytest.raises(DateError):
            parse(text)
        return
    read = parse(text)
    assert (read.text, read.earliest, read.latest) == (text, earliest, latest)


@given(st.text(max_size=12))
def test_any_other_text_is_a_date_or_a_date_error(text: str) -> None:
    for reader in (parse, read_human):
        try:
            read = reader(text)
        except DateError:
            continue
        assert isinstance(read, EdtfDate)
        assert parse(read.text) == read


@given(st.one_of(ends(), st.tuples(ends(), ends()).map("/".join)), st.booleans())
def test_the_words_of_a_date_are_read_back_as_that_date(text: str, short: bool) -> None:
    try:
        read = parse(text)
    except DateError:
        return
    if read.end == read.start:
        return
    assert read_human(date_words(read, short=short)) == read
