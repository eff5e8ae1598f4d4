"""``manage.py show_progress DOCUMENT [--as-of DAY] [--known-at MOMENT] [--format table|json]``."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.core import asof
from tracker.core.errors import TrackerError
from tracker.core.snapshot import one_state, pinned
from tracker.documents.models import Document
from tracker.stalls.queries import progress_object
from tracker.stalls.text import progress_table


class Command(BaseCommand):
    """Print the progress of a document's recommendations and areas."""

    help = "Show what became of a document's recommendations, as of a day and as known at a moment."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the document and the two questions."""
        parser.add_argument("document", help="the document's key")
        parser.add_argument(
            "--as-of", default="", metavar="DAY", help="a day as 2024-03-01; today where left out"
        )
        parser.add_argument(
            "--known-at", default="", metavar="MOMENT", help="a day (its end) or 2024-03-01T12:00:00Z; now"
        )
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer alone on standard output."""
        document = Document.objects.filter(key=options["document"]).first()
        if document is None:
            raise CommandError(f"There is no document “{options['document']}”.")
        try:
            asked = asof.read({"as_of": options["as_of"], "known_at": options["known_at"]})
            with one_state():
                answer = progress_object(document, pinned(asked))
        except TrackerError as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(progress_table(answer))
