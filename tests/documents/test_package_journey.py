"""The shipped package loads, loads again without a change, and dumps to the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from tracker.developments.models import Development, Link, Meeting
from tracker.documents.models import Document, Recommendation
from tracker.progress.models import Assessment

pytestmark = pytest.mark.django_db
SHIPPED = Path(str(apps.get_app_config("documents").path)) / "packages" / "chun-2022"


def everything() -> dict[str, list[tuple[object, ...]]]:
    """Return every table of the rooms, events of the history included."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("tracker.")]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[table] = cursor.fetchall()
    return found


def test_the_shipped_package_loads_whole() -> None:
    call_command("load_package", SHIPPED)
    assert Recommendation.objects.count() == 11
    assert Development.objects.count() == 70
    assert Link.objects.count() == 123
    assert Meeting.objects.filter(met=False).count() == 1
    assert Assessment.objects.count() == 19
    document = Document.objects.get()
    assert document.tracking_began_at == Link.objects.values_list("published_at", flat=True).distinct().get()


def test_loading_again_changes_nothing() -> None:
    call_command("load_package", SHIPPED)
    before = everything()
    call_command("load_package", SHIPPED)
    assert everything() == before


def test_a_dump_of_what_was_loaded_from_a_dump_is_the_same(tmp_path: Path) -> None:
    call_command("load_package", SHIPPED)
    call_command("dump_package", "chun-2022", tmp_path / "one")
    before = everything()
    call_command("load_package", tmp_path / "one")
    assert everything() == before
    call_command("dump_package", "chun-2022", tmp_path / "one.zip")
    call_command("load_package", tmp_path / "one.zip")
    assert everything() == before
