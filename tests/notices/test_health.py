"""``/health/`` says whether the broker answers, and says it soon."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_health_is_open_to_everybody_and_has_a_part_for_each_thing_asked() -> None:
    response = Client().get("/health/")
    body = response.json()
    assert {"ok", "database", "broker"} <= body.keys()
    assert body["database"] == {"ok": True}
    assert body["broker"] == {"ok": True}


@pytest.mark.parametrize(
    "address", ["redis+socket:///nowhere/at/all.sock", "redis://127.0.0.1:1/0", "nonsense"]
)
def test_a_broker_that_is_away_is_said_within_a_second(settings: Any, address: str) -> None:
    settings.CELERY_BROKER_URL = address
    began = time.monotonic()
    response = Client().get("/health/")
    assert time.monotonic() - began < 2
    assert response.status_code == 503
    assert response.json()["broker"]["ok"] is False


def test_a_broker_that_accepts_and_says_nothing_is_away(settings: Any, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "s"))
        silent.listen()
        settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/s"
        began = time.monotonic()
        assert Client().get("/health/").json()["broker"]["ok"] is False
        assert time.monotonic() - began < 3
