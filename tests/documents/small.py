"""A small package in which every field of the format is used, and helpers to vary and load it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

from tracker.accounts.models import User
from tracker.documents.package.dump import dump_document
from tracker.documents.package.files import decoded
from tracker.documents.package.load import Outcome, load_files
from tracker.documents.package.problems import Errors, PackageError, PackageRefused

SHIPPED = Path(str(apps.get_app_config("documents").path)) / "packages" / "chun-2022"

DOCUMENT = """\
document:
  key: plan-2020
  title: "Plan: #1"
  published_on: 2020-01-01
  authors:
    - {family: Kim, given: Min-ji, affiliation: "Institute, Seoul"}
    - {family: 佐藤}
  series: Working papers
  publisher: The Institute
  language: en
  url: https://example.org/plan
  tags: [one, "2020"]
  abstract: |
    First paragraph.

    Second paragraph.
  half_life: 90
actors:
  - {key: KR, name: Republic of Korea, short: ROK, own: {lang: ko, name: 대한민국}}
  - {key: NO, name: Norway}
  - {key: watchdog, name: "The Watchdog: an institute"}
areas:
  - {key: trade, name: Trade}
  - {key: defence, name: Defence}
recommendations:
  - key: open-markets
    code: R2
    area: trade
    title: Open the markets
    statement: >-
      Both sides should open their markets, and say by when; a long statement that is folded over
      more than a line, with "quotes" and a colon: here.
    basis: inferred
    addressees: [NO, KR]
    depends_on: [talk-first]
    paragraphs: [3, 1]
    tags: [tariffs]
    priority: {level: high, reason: It comes first.}
    review_every: 30
    target_date: 2021-06-30
    related:
      - {recommendation: talk-first, relation: narrows}
    milestones:
      - key: tariffs-gone
        title: Tariffs are gone
        promised_by: [KR, NO]
        due: 2020-12-31
        due_moves:
          - {announced: 2020-11-01, due: 2021-03-31}
          - announced: 2021-02-01
            due: 2021-12-31
            source: {url: "https://example.org/delay", title: Delayed again, publisher: Daily, date: 2021-02}
      - {key: office, title: An office opens}
    assessments:
      - {date: 2020-06-01, status: in-progress, rationale: They talk., confidence: low, cites: [talks-begin]}
      - date: 2020-06-01
        status: implemented
        rationale: "Yes: all of it"
        judge: watchdog
        source: {url: "https://example.org/verdict?id=1", title: Our verdict}
    responses:
      - actor: KR
        position: accepts-in-principle
        date: 2020-02-02
        due: 2020-03-01
        rationale: In principle.
        source: {url: "https://example.org/answer", title: Seoul answers}
      - {actor: "NO", due: 2020-03-01}
    checks:
      - {date: 2020-09-01, where: ministries' sites, by: Lee}
  - key: talk-first
    code: R1
    area: defence
    title: Talk first
    statement: Talk.
"""
DEVELOPMENTS = """\
key,date,title,summary,actors,kind,standing,source_title,source_publisher,source_url,source_date
talks-begin,2020-02-01,"Talks ""begin"", at last","Line one
line two",KR;NO,dialogue,confirmed,Talks begin,Daily,https://example.org/talks,2020-02-02
talks-begin,,,,,,,협의 시작,,https://example.org/ko/talks,2020-02
tariff-cut,2020-05~,Tariffs are cut,,KR,trade-measure,reported,Cut,,https://example.org/cut,
earlier,2018/2019-03,An earlier thing,,,other,,Earlier,,https://example.org/earlier,2019
"""
LINKS = """\
development,recommendation,effect,strength,attribution,meets,unmeets,rationale
talks-begin,talk-first,advances,moderate,attributed,,,"They talk, as asked."
tariff-cut,open-markets,advances,major,convergent,tariffs-gone;office,,
talks-begin,open-markets,context,minor,,,office,
"""
FILES = {"document.yaml": DOCUMENT, "developments.csv": DEVELOPMENTS, "links.csv": LINKS}


def changed(*replacements: tuple[str, str], files: dict[str, str] | None = None) -> dict[str, str]:
    """Return the package with texts replaced; each has to stand in exactly one place."""
    found = dict(files or FILES)
    for old, new in replacements:
        places = [name for name, text in found.items() if old in text]
        assert len(places) == 1, (old, places)
        assert found[places[0]].count(old) == 1, old
        found[places[0]] = found[places[0]].replace(old, new)
    return found


def load(files: dict[str, str] | dict[str, bytes] | None = None, user: User | None = None) -> Outcome:
    """Load a package given as texts."""
    errors = Errors()
    contents = {name: t.encode() if isinstance(t, str) else t for name, t in (files or FILES).items()}
    return load_files(user, decoded(contents, (), errors), errors)


def refused(files: dict[str, str]) -> list[PackageError]:
    """Return the errors for which a package is refused."""
    try:
        load(files)
    except PackageRefused as refusal:
        return refusal.errors
    msg = "the package was loaded"
    raise AssertionError(msg)


def dump(key: str = "plan-2020") -> dict[str, str]:
    """Return a document's dump as texts."""
    return {name: content.decode() for name, content in dump_document(key).items()}


def empty() -> None:
    """Empty the rooms' tables, as no user can."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("tracker.")]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo everything that is done within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every table of the rooms, events of the history included."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("tracker.")]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found
