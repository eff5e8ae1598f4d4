"""Admin pages: definitions can be edited, what bears on figures only read; nothing inline anywhere."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.documents.small import load
from tests.support.pages import inline
from tests.support.people import client_of, person
from tracker.core.admin import ReadOnlyAdmin, event_models
from tracker.developments.models import Link, Meeting
from tracker.documents.models import Actor, Area, Document, Recommendation
from tracker.progress.models import Assessment
from tracker.stalls.models import Flag

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> Client:
    load()
    return client_of(person("administrator"))


def pages() -> list[str]:
    return [
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model in admin.site._registry
        if model.__module__.startswith("tracker.")
    ]


@pytest.mark.parametrize("name", pages())
def test_every_list_and_its_first_row_open_without_anything_inline(administrator: Client, name: str) -> None:
    response = administrator.get(reverse(f"admin:{name}_changelist"))
    assert response.status_code == 200
    assert inline(response.content.decode()) == []
    model = next(m for m in admin.site._registry if f"{m._meta.app_label}_{m._meta.model_name}" == name)
    if (row := model._default_manager.first()) is not None:
        one = administrator.get(reverse(f"admin:{name}_change", args=[row.pk]))
        assert one.status_code == 200
        assert inline(one.content.decode()) == []


@pytest.mark.parametrize("model", [Link, Meeting, Assessment, Flag, *event_models()])
def test_what_bears_on_figures_and_history_is_only_read(model: type) -> None:
    assert isinstance(admin.site._registry[model], ReadOnlyAdmin)


def test_an_actor_is_renamed_and_its_version_rises(administrator: Client) -> None:
    actor = Actor.objects.get(key="KR")
    address = reverse("admin:documents_actor_change", args=[actor.pk])
    sent = {"name": "Korea", "short": "", "own_language": "", "own_name": "", "key": "XX"}
    assert administrator.post(address, sent).status_code == 302
    actor.refresh_from_db()
    assert (actor.key, actor.name, actor.version) == ("KR", "Korea", 2)


def test_owners_are_chosen_here_and_all_else_on_the_set_up_pages(administrator: Client) -> None:
    owner = person("editor")
    for name, row in (
        ("document", Document.objects.get()),
        ("recommendation", Recommendation.objects.first()),
    ):
        assert row is not None
        address = reverse(f"admin:documents_{name}_change", args=[row.pk])
        assert "/edit/" in administrator.get(address).content.decode()
        assert administrator.post(address, {"owner": owner.pk, "title": "Not so"}).status_code == 302
        row.refresh_from_db()
        assert row.owner == owner
        assert row.title != "Not so"


def test_an_area_gets_an_owner(administrator: Client) -> None:
    owner, area = person("editor"), Area.objects.get(key="trade")
    address = reverse("admin:documents_area_change", args=[area.pk])
    assert administrator.post(address, {"name": "Trade", "owner": owner.pk}).status_code == 302
    area.refresh_from_db()
    assert area.owner == owner
