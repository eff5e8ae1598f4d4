"""The virtual environment: made once, filled from pinned requirements, stamped with what filled it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from tracker.local.errors import LocalError, from_log, from_os_error
from tracker.local.locks import FileLock
from tracker.local.places import PROJECT

VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = PROJECT / "requirements.txt"
DEVELOPMENT = PROJECT / "requirements-dev.txt"

_REMEDY = "the product must be able to install itself there"


def ensure(requirements: Path = RUNTIME) -> None:
    """Install what a requirements file pins, unless it is installed already."""
    if _is_installed(requirements):
        return
    # Whoever the servers run as must be able to read what is installed.
    umask = os.umask(0o022)
    try:
        with FileLock(PROJECT / ".venv.lock"):
            if not _is_installed(requirements):
                _install(requirements)
    except OSError as error:
        raise from_os_error(error, PROJECT, _REMEDY) from error
    finally:
        os.umask(umask)


def enter(module: str, arguments: list[str]) -> None:
    """Go on inside the virtual environment, in the same process (so that its signals stay ours)."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.chdir(PROJECT)
        os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])  # noqa: S606


def _stamp(requirements: Path) -> Path:
    return VENV / f".installed-{requirements.stem}"


def _wanted(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def _is_installed(requirements: Path) -> bool:
    try:
        # The link breaks when the system's Python is replaced; then all is made anew.
        return PYTHON.exists() and _stamp(requirements).read_text(encoding="ascii") == _wanted(requirements)
    except FileNotFoundError:
        return False


def _install(requirements: Path) -> None:
    if not _usable():
        print("Making a virtual environment in .venv", flush=True)
        with_pip = importlib.util.find_spec("ensurepip") is not None
        _step([sys.executable, "-m", "venv", "--clear", *([] if with_pip else ["--without-pip"]), str(VENV)])
    print(f"Installing {requirements.name} (the first time, this takes a minute)", flush=True)
    install = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        str(requirements),
    ]
    if _has_pip():
        _step([str(PYTHON), "-m", "pip", *install])
    else:  # distributions that ship venv without ensurepip: their own pip fills the environment
        _step([sys.executable, "-m", "pip", "--python", str(PYTHON), *install])
    for file in (requirements, RUNTIME):
        if _pins(file) <= _pins(requirements):  # what the tests need holds what the product needs
            _stamp(file).write_text(_wanted(file), encoding="ascii")


def _pins(requirements: Path) -> set[str]:
    lines = requirements.read_text(encoding="utf-8").splitlines()
    return {line.strip(" \\") for line in lines if "==" in line}


def _usable() -> bool:
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", check], check=False).returncode == 0


def _has_pip() -> bool:
    check = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    return subprocess.run([PYTHON, "-c", check], check=False).returncode == 0


def _step(command: list[str]) -> None:
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise from_log(done.stderr, PROJECT, _REMEDY) or LocalError(
            f"The installation failed; what it said stands above (step: {' '.join(command[1:4])})."
        )
