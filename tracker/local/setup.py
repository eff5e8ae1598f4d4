"""What the database needs before the product serves: run as a process of its own, once the servers are up.

Prints, for the supervisor, one line a step on standard error, and on standard output only what
``ensure_admin`` prints: a name and a made-up password, a tab between.
"""

from __future__ import annotations

import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import OperationalError


def main() -> int:
    """Migrate; load the shipped package and add an administrator, each where there is none."""
    django.setup()
    try:
        _say("Bringing the database up to date")
        wrong = run_checks(tags=[Tags.database], databases=["default"])
        if wrong:
            raise CommandError(wrong[0].msg)
        call_command("migrate", interactive=False, verbosity=0)
        if not apps.get_model("documents", "Document").objects.exists():
            _say(f"Loading the document that ships with the product ({settings.SHIPPED_PACKAGE.name})")
            call_command("load_package", str(settings.SHIPPED_PACKAGE), stdout=sys.stderr, stderr=sys.stderr)
        call_command("ensure_admin")
    except CommandError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.returncode
    except OperationalError as error:
        print(f"error: the database does not answer ({str(error).splitlines()[0]})", file=sys.stderr)
        return 1
    return 0


def _say(text: str) -> None:
    print(f"step: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
