"""The suite's own PostgreSQL and Valkey, and the environment that leads Django to them.

Nothing of the caller's environment counts: not its database, not its broker, not its data folder. Imported
before the settings are; the servers themselves start when the first test needs them, and end with pytest
however it ends.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from tracker.local.places import Places
from tracker.local.servers import Servers

_PREFIX = "tracker-tests-"
OURS = ("TRACKER_", "DATABASE_URL", "CELERY_", "EMAIL_", "DJANGO_", "PG", "PORT", "WEB_")


def _sweep(root: Path) -> None:
    """Remove what suites that were killed left behind."""
    for folder in root.glob(f"{_PREFIX}*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdigit() and not _lives(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _make_base() -> Path:
    root = Path(tempfile.gettempdir())
    _sweep(root)
    base = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=root))
    base.chmod(0o711)  # the servers may run as somebody else and must get through
    os.environ["TMPDIR"] = str(base)
    tempfile.tempdir = None
    return base


for _name in [name for name in os.environ if name.startswith(OURS)]:
    del os.environ[_name]

#: A forked child must not end its parent's servers.
OWNER = os.getpid()
BASE = _make_base()
PLACES = Places(BASE / "data")
PLACES.prepare()
SERVERS = Servers(PLACES, disposable=True)
POSTGRES = SERVERS.postgres
VALKEY = SERVERS.valkey
assert POSTGRES is not None
assert VALKEY is not None

os.environ.update(
    SERVERS.environ(),
    DJANGO_SETTINGS_MODULE="tracker.config.settings",
    TRACKER_SECRET_KEY=secrets.token_urlsafe(60),
    TRACKER_DATA_DIR=str(PLACES.data),
    # Playwright keeps an event loop in the main thread, and Django would refuse every query there.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)


class _State:
    started = False


def start() -> None:
    """Start both servers, once."""
    if not _State.started:
        SERVERS.acquire()
        _State.started = True


def stop() -> None:
    """End them and remove all they wrote."""
    if _State.started:
        _State.started = False
        with contextlib.suppress(KeyboardInterrupt):
            SERVERS.release()
    shutil.rmtree(BASE, ignore_errors=True)
