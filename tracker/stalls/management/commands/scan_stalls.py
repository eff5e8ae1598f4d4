"""``manage.py scan_stalls [--as-of DAY] [--dry-run] [--format table|json]``."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.core import asof
from tracker.core.errors import TrackerError
from tracker.progress.queries import EVERYTHING
from tracker.stalls import flags, queries, services
from tracker.stalls.choices import UNRESOLVED
from tracker.stalls.models import Flag
from tracker.stalls.text import scan_table


class Command(BaseCommand):
    """Run the stall scan now, or show what another day would find."""

    help = "Judge every recommendation and area, open and resolve flags, and print the unresolved ones."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the day, and whether anything is kept."""
        parser.add_argument(
            "--as-of", default="", metavar="DAY", help="another day's findings; nothing is changed"
        )
        parser.add_argument("--dry-run", action="store_true", help="change nothing, print what would be")
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Scan, waiting for another scan to end, and print the answer alone on standard output."""
        try:
            asked = asof.read({"as_of": options["as_of"]})
        except TrackerError as error:
            raise CommandError(str(error)) from error
        answer: dict[str, Any] = {}
        if asked.is_today:
            services.scan(
                wait=True, dry_run=options["dry_run"], then=lambda result: answer.update(_answer(result))
            )
        else:
            answer = {
                "as_of": asked.day.isoformat(),
                "opened": 0,
                "resolved": 0,
                "reopened": 0,
                "flags": flags.finding_objects(queries.examine(EVERYTHING, asked)),
            }
        if options["format"] == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(scan_table(answer))


def _answer(result: services.ScanResult) -> dict[str, Any]:
    unresolved = flags.in_order(flags.flags_of(Flag.objects.filter(state__in=UNRESOLVED)))
    return {
        "as_of": result.as_of.isoformat(),
        "opened": result.opened,
        "resolved": result.resolved,
        "reopened": result.reopened,
        "flags": [flags.flag_object(flag) for flag in unresolved],
    }
