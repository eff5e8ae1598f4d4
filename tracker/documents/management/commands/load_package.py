"""Load a tracking package from a folder or a zip."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.core.errors import TrackerError
from tracker.documents.package import problems, report
from tracker.documents.package.files import read_path
from tracker.documents.package.load import load_files


class Command(BaseCommand):
    """Checks the whole package, then loads it in one transaction; loading it again changes nothing."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the package's place."""
        parser.add_argument("path", type=Path, help="a folder or a zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it: what was done and told on standard output; errors, each on a line, and exit 1."""
        errors = problems.Errors()
        try:
            outcome = load_files(None, read_path(options["path"], errors), errors)
        except problems.PackageRefused as refused:
            for error in refused.errors:
                self.stderr.write(str(error), self.style.ERROR)
            raise CommandError(report.refused(len(refused.errors))) from None
        except TrackerError as error:
            raise CommandError(error.detail) from None
        for line in report.lines(outcome):
            self.stdout.write(line)
