"""Which static files are collected: what pages ask for, not all that packages bring."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class TrackerStaticFilesConfig(StaticFilesConfig):
    """Django's own, leaving out maps and what no page of ours uses (htmx's one file is in ``vendor/``)."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "*.md",
        "django_htmx",
        "rest_framework",
    ]
