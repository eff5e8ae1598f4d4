"""``manage.py create_api_token USERNAME [--expires DAYS] [--name NAME]``: print a new token, alone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.accounts import services
from tracker.accounts.models import User
from tracker.core import clock, history
from tracker.core.errors import TrackerError


class Command(BaseCommand):
    """Makes an API token for a person and prints it on standard output; it is shown only here."""

    help = "Make an API token that acts with a person's role, and print it alone on standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the person, and what the token may have."""
        parser.add_argument("username", help="whose role the token has")
        parser.add_argument("--expires", type=int, metavar="DAYS", help="days until it ends")
        parser.add_argument("--name", default="", help="a name to know it by on the account page")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the token."""
        username = options["username"]
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise CommandError(f"Nobody has the name “{username}”.")
        try:
            with history.acting(user.pk, command="create_api_token"):
                _, secret = services.create_api_token(
                    user=user, now=clock.now(), name=options["name"], days=options["expires"]
                )
        except TrackerError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(secret)
