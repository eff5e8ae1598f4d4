"""The environment that the product's processes get: what was given, and what this machine fills in."""

from __future__ import annotations

import os
from collections.abc import Mapping

from tracker.local.errors import LocalError
from tracker.local.places import Places
from tracker.local.postgres import binaries
from tracker.local.servers import Servers

SETTINGS = "tracker.config.settings"
_DEFAULT_PORT = 8000


def given(environ: Mapping[str, str], name: str) -> bool:
    """Tell whether a variable was set, by itself or as NAME_FILE."""
    return bool(environ.get(name) or environ.get(f"{name}_FILE"))


def port(environ: Mapping[str, str]) -> int:
    """Return PORT, checked."""
    text = environ.get("PORT") or str(_DEFAULT_PORT)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LocalError(f"PORT is “{text}”; write a number from 1 to 65535.")
    return int(text)


def without_servers(environ: Mapping[str, str], places: Places) -> dict[str, str]:
    """Return the environment of what asks neither database nor broker."""
    filled = {
        **environ,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "TRACKER_DATA_DIR": str(places.data),
        "PYTHONUNBUFFERED": "1",
    }
    if not given(environ, "TRACKER_SECRET_KEY"):
        filled["TRACKER_SECRET_KEY"] = places.secret("secret_key", 60)
    if not given(environ, "TRACKER_URL"):
        filled["TRACKER_URL"] = f"http://localhost:{port(environ)}"
    return filled


def for_product(environ: Mapping[str, str], places: Places, servers: Servers) -> dict[str, str]:
    """Return the environment of web, worker, beat and commands on this machine."""
    filled = {**without_servers(environ, places), **servers.environ()}
    if servers.postgres:  # so that `manage.py dbshell` finds psql
        filled["PATH"] = os.pathsep.join([str(binaries()), environ.get("PATH", os.defpath)])
    return filled
