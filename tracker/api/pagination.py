"""Lists in pages of 100: ``next``, ``previous``, ``results``."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class KeysetPagination(CursorPagination):
    """Pages by the place of the last row, so that none is lost or repeated while others are added."""

    page_size = 100
    ordering = "-id"
