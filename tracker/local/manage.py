"""``manage.py``: it uses the running product's servers; where none runs it starts them for its own time."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Sequence
from types import FrameType

from tracker.local import environment
from tracker.local.errors import LocalError
from tracker.local.places import Places
from tracker.local.servers import Servers

#: Commands that read the code and write files, but ask nothing of the database.
WITHOUT_DATA = frozenset(
    {
        "build_assets",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "makemigrations",
        "spectacular",
        "startapp",
        "startproject",
        "version",
    }
)
_HELP = {"-h", "--help", "--version"}


def touches_data(argv: Sequence[str]) -> bool:
    """Tell whether a command line needs the database or the broker."""
    arguments = list(argv[1:])
    if not arguments or _HELP & set(arguments) or arguments[0] in WITHOUT_DATA:
        return False
    if arguments[0] == "check":
        return any(argument.startswith("--database") for argument in arguments)
    return True


def main(argv: Sequence[str]) -> int:
    """Run one of Django's commands."""
    os.environ["DJANGO_SETTINGS_MODULE"] = environment.SETTINGS
    try:
        if touches_data(argv):
            _run_with_servers(argv)
        else:
            _run_alone(argv)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run_alone(argv: Sequence[str]) -> None:
    places = Places.from_environment(os.environ)
    if not environment.given(os.environ, "TRACKER_SECRET_KEY") and (places.data / "secrets").exists():
        os.environ["TRACKER_SECRET_KEY"] = places.secret("secret_key", 60)
    # makemigrations would like to compare with a database, and need not.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    _execute(argv)


def _run_with_servers(argv: Sequence[str]) -> None:
    if environment.given(os.environ, "DATABASE_URL") and environment.given(os.environ, "CELERY_BROKER_URL"):
        _execute(argv)  # an installation elsewhere: nothing of this machine's is filled in
        return
    places = Places.from_environment(os.environ)
    places.prepare()
    servers = Servers.missing_from(os.environ, places)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        servers.acquire()
        os.environ.update(environment.for_product(os.environ, places, servers))
        _execute(argv)
    finally:
        servers.release()


def _leave(number: int, frame: FrameType | None) -> None:
    """Turn a signal into an orderly end, so that the servers do not outlive the command."""
    raise SystemExit(128 + number)


def _execute(argv: Sequence[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(list(argv))
