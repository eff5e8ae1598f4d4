"""Dump a document as a tracking package."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.core.errors import TrackerError
from tracker.documents.package.dump import dump_document, write_package


class Command(BaseCommand):
    """Writes what is published of a document in the packages' one canonical form."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the document and the place."""
        parser.add_argument("key", help="the document's key")
        parser.add_argument("path", type=Path, help="a folder, made where it is missing, or a .zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Dump it; the place is printed on standard output."""
        try:
            write_package(dump_document(options["key"]), options["path"])
        except TrackerError as error:
            raise CommandError(error.detail) from None
        self.stdout.write(str(options["path"]))
