"""The embedded servers are what the product needs."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_embedded_database_reads_korean() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT show_trgm('한')")
        assert cursor.fetchone()[0]
