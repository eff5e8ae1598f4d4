"""The system's Chromium for browser tests; where there is none, they are skipped and say so."""

from __future__ import annotations

import shutil
from typing import Any

import pytest


def chromium() -> str | None:
    """Return the path of an installed Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Let Playwright use the system's Chromium; it downloads nothing."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: install it (apt install chromium) to run browser tests")
    return {**browser_type_launch_args, "executable_path": path}
