"""``manage.py build_assets``: make the static files that come from packages, then collect all of them."""

from __future__ import annotations

import inspect
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from tracker.core import assets, modules, staticfiles, storage

#: The distributions that bring static files of their own.
BRINGERS = ("Django", "django-allauth", "djangorestframework", "whitenoise")


class Command(BaseCommand):
    """Does nothing, quickly, where nothing has changed."""

    help = "Make fonts and htmx from installed packages and collect all static files, where any changed."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument(
            "--no-collect", action="store_true", help="make the files, but do not collect them for serving"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, then collect where what is collected would differ."""
        built = assets.build(settings.BUILD_DIR / "static", self.stderr.write)
        if not options["no_collect"]:
            built = self._collect() or built
        self.stderr.write("Static files are made." if built else "Static files are up to date.")

    def _collect(self) -> bool:
        root = Path(settings.STATIC_ROOT)
        stamp = root.parent / "collected.stamp"
        wanted = json.dumps(
            {
                "files": assets.fingerprint([Path(folder) for folder in settings.STATICFILES_DIRS]),
                "recipe": [inspect.getsource(module) for module in (storage, modules, staticfiles)],
                **assets.versions(BRINGERS),
            },
            sort_keys=True,
        )
        if (root / "staticfiles.json").is_file() and stamp.is_file() and stamp.read_text("utf-8") == wanted:
            return False
        stamp.unlink(missing_ok=True)
        self.stderr.write("collecting")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted, "utf-8")
        return True
