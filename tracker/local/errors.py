"""What can go wrong on one machine, each told in one sentence."""

from __future__ import annotations

import errno


class LocalError(Exception):
    """A reason not to go on; its text is one sentence for whoever typed the command."""


_CLOSED = "The folder {path} cannot be written by this user; {remedy}."
_DISK = {
    errno.ENOSPC: "The disk that holds {path} is full; make room there and start again.",
    errno.EDQUOT: "The disk quota for {path} is used up; make room there and start again.",
    errno.EROFS: "The folder {path} is read-only; {remedy}.",
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
}
_OTHER_DATA = "set TRACKER_DATA_DIR to one that can be written"

_LOGGED = {
    "no space left on device": errno.ENOSPC,
    "disk quota exceeded": errno.EDQUOT,
    "read-only file system": errno.EROFS,
    "permission denied": errno.EACCES,
}


def from_os_error(error: OSError, path: object, remedy: str = _OTHER_DATA) -> LocalError:
    """Say what an OSError means for a folder of ours."""
    sentence = _DISK.get(error.errno or 0)
    if sentence is None:
        return LocalError(f"{path} cannot be used: {error.strerror or error}.")
    return LocalError(sentence.format(path=path, remedy=remedy))


def from_log(text: str, path: object, remedy: str = _OTHER_DATA) -> LocalError | None:
    """Recognise a full or read-only disk in what a server printed before it gave up."""
    lowered = text.lower()
    for words, number in _LOGGED.items():
        if words in lowered:
            return LocalError(_DISK[number].format(path=path, remedy=remedy))
    return None
