"""``manage.py show_changes DOCUMENT --from DAY``: what changed since, told apart by why."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.core.errors import TrackerError
from tracker.core.snapshot import one_state
from tracker.documents.models import Document
from tracker.progress import ends
from tracker.stalls.comparison_object import comparison_object
from tracker.stalls.text import changes_table


class Command(BaseCommand):
    """Print what changed between two days, each as known at a moment."""

    help = "Show what changed of a document's recommendations between two days, told apart by why."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the document and the two ends."""
        moment = "a day (its end) or 2024-03-01T12:00:00Z; now"
        parser.add_argument("document", help="the document's key")
        parser.add_argument(
            "--from", required=True, metavar="DAY", dest="from", help="the earlier day, as 2024-03-01"
        )
        parser.add_argument("--from-known-at", default="", metavar="MOMENT", help=moment)
        parser.add_argument("--as-of", default="", metavar="DAY", help="the later day; today where left out")
        parser.add_argument("--known-at", default="", metavar="MOMENT", help=moment)
        parser.add_argument("--recommendation", default="", metavar="KEY", help="only this recommendation")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer alone on standard output."""
        document = Document.objects.filter(key=options["document"]).first()
        if document is None:
            raise CommandError(f"There is no document “{options['document']}”.")
        try:
            asked = ends.read(
                {name: options[name] for name in ("from", "from_known_at", "as_of", "known_at")}
            )
            with one_state():
                answer = comparison_object(document, asked.pinned(), options["recommendation"])
        except TrackerError as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(changes_table(answer))
