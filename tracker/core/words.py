"""Numbers, dates and lists as words, the same on every page, in every command and report (pure)."""

from collections.abc import Iterable
from datetime import date

from tracker.core.dates import MONTHS, DateEnd, EdtfDate

MINUS = "\u2212"
_DASH = "\u2013"
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def figures(number: int) -> str:
    """Return a whole number with a comma at its thousands: 1,567."""
    return f"{number:,}".replace("-", MINUS)


def number(value: int) -> str:
    """Return a count in running text: words to twelve, then figures."""
    return _SMALL[value] if 0 <= value <= 12 else figures(value)


def opening(value: int) -> str:
    """Return a count that opens a sentence: always in words, with a capital."""
    words = spelled(value)
    return words[0].upper() + words[1:]


def spelled(value: int) -> str:
    """Return a whole number written out, as sentences that open with one need."""
    if value <= 12:
        return _SMALL[value]
    if value < 20:
        return _TEENS[value - 13]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            high, rest = divmod(value, size)
            joint = " and " if rest < 100 else " "
            return f"{spelled(high)} {name}" + (f"{joint}{spelled(rest)}" if rest else "")
    raise ValueError(value)  # pragma: no cover - the loop takes every number from 100 on


def plural(count: int, singular: str, many: str | None = None) -> str:
    """Return the noun alone, in the form that the count asks for."""
    return singular if count == 1 else (many or f"{singular}s")


def counted(count: int, singular: str, many: str | None = None) -> str:
    """Return a count with its noun: "one advance", "no advances", "13 advances"."""
    return f"{number(count) if count else 'no'} {plural(count, singular, many)}"


def days(count: int) -> str:
    """Return a number of days in figures: "1 day", "1,567 days"."""
    return f"{figures(count)} {plural(count, 'day')}"


def days_ago(count: int) -> str:
    """Return how long ago: "today", "149 days ago"."""
    return "today" if count == 0 else f"{days(count)} ago"


def signed(value: int) -> str:
    """Return a whole number with its sign: +25, −5, 0."""
    if value == 0:
        return "0"
    return f"+{value:,}" if value > 0 else f"{MINUS}{-value:,}"


def signed_decimal(value: float, places: int = 2) -> str:
    """Return a number with its sign, rounded: +1.07, −1.53; what rounds to nothing has none."""
    rounded = f"{abs(value):,.{places}f}"
    if not rounded.strip("0.,"):
        return rounded
    return f"+{rounded}" if value > 0 else f"{MINUS}{rounded}"


def join(words: Iterable[str]) -> str:
    """Return a list as words: "R4", "R4 and R5", "R1, R2 and R9"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def day_words(day: date, *, short: bool = False) -> str:
    """Return a day: "18 August 2023", short "18 Aug 2023"."""
    return f"{day.day} {month_name(day.month, short=short)} {day.year:04d}"


def month_name(month: int, *, short: bool = False) -> str:
    """Return a month's name; the short one keeps May, June and July whole."""
    name = MONTHS[month - 1]
    return name[:3] if short and month not in (5, 6, 7) else name


def date_words(value: EdtfDate | date, *, short: bool = False) -> str:
    """Return a date in words: "27–29 June 2024", "about January 2026", "2026, uncertain"."""
    if isinstance(value, date):
        return day_words(value, short=short)
    end = value.end
    if end is None or value.start == end:
        return _qualify(_end_words(value.start, short=short), value.start)
    if value.start.qualifier == end.qualifier:
        return _qualify(_span_words(value.start, end, short=short), end)
    start_words, end_words = (_qualify(_end_words(each, short=short), each) for each in (value.start, end))
    return f"from {start_words} to {end_words}"


def understood(value: EdtfDate) -> str:
    """Return a date in words with what it leaves open: "January 2026, the day not known"."""
    words = date_words(value)
    if value.precision == "month":
        return f"{words}, the day not known"
    if value.precision == "year":
        return f"{words}, the month not known"
    return words


def _end_words(end: DateEnd, *, short: bool) -> str:
    parts = [f"{end.year:04d}"]
    if end.month is not None:
        parts.insert(0, month_name(end.month, short=short))
    if end.day is not None:
        parts.insert(0, str(end.day))
    return " ".join(parts)


def _span_words(start: DateEnd, end: DateEnd, *, short: bool) -> str:
    whole = _end_words(end, short=short)
    same_year = start.year == end.year and start.precision == end.precision
    if same_year and start.month is not None and end.month is not None:
        if start.day is None:
            return f"{month_name(start.month, short=short)}{_DASH}{whole}"
        if start.month == end.month:
            return f"{start.day}{_DASH}{whole}"
        return f"{start.day} {month_name(start.month, short=short)} {_DASH} {whole}"
    if start.precision == end.precision == "year":
        return f"{start.year:04d}{_DASH}{whole}"
    return f"{_end_words(start, short=short)} {_DASH} {whole}"


def _qualify(words: str, end: DateEnd) -> str:
    about = "about " if end.approximate else ""
    return f"{about}{words}{', uncertain' if end.uncertain else ''}"
