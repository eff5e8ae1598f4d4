"""Running servers as somebody who is not root: PostgreSQL refuses root, and Valkey does not need it."""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.local.errors import LocalError

#: Bits of /proc/PID/status, of linux/capability.h.
_CAPABILITIES = {"dac_read_search": 2, "dac_override": 1}


@dataclass(frozen=True)
class Account:
    """Whom the embedded servers run as, when root starts them."""

    uid: int
    gid: int


@cache
def server_account() -> Account | None:
    """Return the account the servers run as, or None where they run as whoever started them."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise LocalError("Started as root, and there is no user “nobody” to run PostgreSQL as.") from None
    return Account(nobody.pw_uid, nobody.pw_gid)


def own(path: Path, *, mode: int = 0o700) -> None:
    """Make a folder that belongs to the servers' account alone."""
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    account = server_account()
    if account is not None and path.stat().st_uid != account.uid:
        os.chown(path, account.uid, account.gid)
    path.chmod(mode)


def wrap(*, reaches: list[Path], with_parent: bool = False) -> list[str]:
    """Return what to put before a server's command so that it is not root yet reaches these paths.

    ``with_parent`` asks the system to end it when its parent dies, however that happens (tests only).
    """
    setpriv = shutil.which("setpriv")
    account = server_account()
    pdeathsig = ["--pdeathsig=INT"] if with_parent else []
    if account is None:
        return [setpriv, *pdeathsig] if setpriv and pdeathsig else []
    if setpriv is None:
        raise LocalError(
            "Started as root, and PostgreSQL refuses root: start it as an ordinary user, or install "
            "“setpriv” (util-linux)."
        )
    identity = [f"--reuid={account.uid}", f"--regid={account.gid}", "--clear-groups"]
    return [setpriv, *pdeathsig, *identity, *_capability(reaches)]


def _capability(reaches: list[Path]) -> list[str]:
    """Grant passage through closed folders (root's home, say), and only where there is one."""
    closed = next((path for path in reaches if not _open_to_all(path)), None)
    if closed is None:
        return ["--inh-caps=-all"]
    for name, bit in _CAPABILITIES.items():
        if _permitted() >> bit & 1:
            # Without the securebit, setting the uid would clear the capability before the server starts.
            caps = f"-all,+{name}"
            return ["--securebits=+no_setuid_fixup", f"--inh-caps={caps}", f"--ambient-caps={caps}"]
    raise LocalError(
        f"Started as root, but PostgreSQL may not run as root and nobody else can reach {closed}: move the "
        "project to a folder open to others, or start it as an ordinary user."
    )


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def _permitted() -> int:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("CapPrm:"):
            return int(line.split()[1], 16)
    return 0
