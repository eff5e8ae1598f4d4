"""Where one installation keeps its things: the data folder, its secrets, and the private socket folder."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.local.errors import LocalError, from_os_error
from tracker.local.privileges import server_account

PROJECT = Path(__file__).resolve().parent.parent.parent
#: A socket's path may have 104 bytes on some systems, and PostgreSQL's file name takes 20 of them.
_LONGEST_SOCKET_FOLDER = 80
_LEAST_ROOM = 20 * 2**20


@dataclass(frozen=True)
class Places:
    """The folders of one data folder. Nothing is made before it is asked for."""

    data: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Places:
        """Take TRACKER_DATA_DIR, or ``var`` in the project."""
        return cls(Path(environ.get("TRACKER_DATA_DIR") or PROJECT / "var").expanduser().resolve())

    @property
    def run(self) -> Path:
        """Locks and what belongs to running processes; its path marks every process of ours."""
        return self.data / "run"

    @property
    def log(self) -> Path:
        """One log file for each process."""
        return self.data / "log"

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data folder."""
        return self.data / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's append-only files."""
        return self.data / "valkey"

    def prepare(self) -> None:
        """Make the folders, or say in a sentence why that cannot be."""
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            for folder in (self.run, self.log, self.data / "secrets"):
                folder.mkdir(mode=0o700, exist_ok=True)
            self.need_room(_LEAST_ROOM)
            probe = self.run / f"probe-{os.getpid()}"
            probe.write_bytes(b"x" * 4096)  # a full disk shows only when something is written
            probe.unlink()
        except OSError as error:
            raise from_os_error(error, self.data) from error

    def need_room(self, size: int) -> None:
        """Refuse to begin what a nearly full disk would break half-way."""
        if shutil.disk_usage(self.data).free < size:
            raise from_os_error(OSError(errno.ENOSPC, ""), self.data)

    def secret(self, name: str, length: int = 48) -> str:
        """Return a secret of this installation, made the first time it is asked for."""
        path = self.data / "secrets" / name
        try:
            return path.read_text(encoding="ascii")
        except FileNotFoundError:
            return _write_once(path, secrets.token_urlsafe(length))
        except OSError as error:
            raise from_os_error(error, path) from error

    def socket_folder(self) -> Path:
        """Return the private folder of the sockets: short, ours, closed to others, kept from run to run."""
        note = self.run / "sockets"
        prefix = f"tracker-{hashlib.sha256(os.fsencode(self.data)).hexdigest()[:8]}-"
        try:
            folder = Path(note.read_text(encoding="utf-8"))
            if folder.name.startswith(prefix) and _is_private(folder):
                return folder
        except OSError:
            pass  # no note yet, or the folder was cleaned away: make a new one
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=_short_root()))
        account = server_account()
        if account is not None:
            os.chown(folder, account.uid, account.gid)
        note.write_text(str(folder), encoding="utf-8")
        return folder


def _write_once(path: Path, value: str) -> str:
    """Write a secret whole or not at all; of two who write at once, the first wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(value)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise from_os_error(error, path.parent) from error


def _is_private(folder: Path) -> bool:
    found = folder.lstat()
    account = server_account()
    owner = os.geteuid() if account is None else account.uid
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and stat.S_IMODE(found.st_mode) == 0o700


def _short_root() -> str:
    """Return the temporary folder, or the system's where that one's path is long or cannot be written."""
    for root in (tempfile.gettempdir(), os.path.join(os.sep, "tmp")):  # noqa: PTH118
        if len(root) + 30 < _LONGEST_SOCKET_FOLDER and os.access(root, os.W_OK | os.X_OK):
            return root
    raise LocalError("No short temporary folder can be written for the sockets; set TMPDIR to one.")
