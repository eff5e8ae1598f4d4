"""``python -m tracker.local COMMAND``: what the Makefile calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from tracker.local import install
from tracker.local.errors import LocalError

_MODULE = "tracker.local"


def main(arguments: list[str]) -> int:
    """Do one command; tell a reason not to in one sentence."""
    name, *rest = arguments or [""]
    command = COMMANDS.get(name)
    if command is None:
        print(f"usage: python -m {_MODULE} {{{','.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    try:
        return command(rest)
    except LocalError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped", file=sys.stderr)
    return 1


def _run(rest: list[str]) -> int:
    """Install, then bring everything up and stay."""
    install.ensure()
    install.enter(_MODULE, ["run", *rest])
    from tracker.local import supervisor

    return supervisor.run(dict(os.environ))


def _install(rest: list[str]) -> int:
    """Install what the product needs, or with ``--dev`` what its tests and checks need."""
    install.ensure(install.DEVELOPMENT if "--dev" in rest else install.RUNTIME)
    return 0


def _backup(rest: list[str]) -> int:
    """Write the whole database to a file."""
    file = _file(rest, "backup")
    from tracker.local import backup

    backup.backup(os.environ, file)
    print(f"Everything is in {file}")
    return 0


def _restore(rest: list[str]) -> int:
    """Put a backup in the place of everything."""
    file = _file(rest, "restore")
    from tracker.local import backup

    backup.restore(os.environ, file)
    print(f"Everything is as it was in {file}; start the product with `make run`")
    return 0


def _file(rest: list[str], command: str) -> Path:
    """Read the one argument, with what is needed to go on installed."""
    if len(rest) != 1 or not rest[0]:
        raise LocalError(f"Name the file, as in `make {command} tracker.backup`.")
    install.ensure()
    install.enter(_MODULE, [command, *rest])
    return Path(rest[0]).expanduser()


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "install": _install,
    "backup": _backup,
    "restore": _restore,
}
