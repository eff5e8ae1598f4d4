"""What can go wrong on one machine, each told in one sentence."""

from __future__ import annotations

import errno


class LocalError(Exception):
    """A reason not to go on; its text is one sentence for whoever typed the command."""


_DISK = {
    errno.ENOSPC: "The disk that holds {path} is full; make room there and start again.",
    errno.EDQUOT: "The disk quota for {path} is used up; make room there and start again.",
    errno.EROFS: "The folder {path} is read-only; set TRACKER_DATA_DIR to a folder that can be written.",
    errno.EACCES: "The folder {path} cannot be written by this user; set TRACKER_DATA_DIR to one that can.",
    errno.EPERM: "The folder {path} cannot be written by this user; set TRACKER_DATA_DIR to one that can.",
}

_LOGGED = {
    "no space left on device": errno.ENOSPC,
    "disk quota exceeded": errno.EDQUOT,
    "read-only file system": errno.EROFS,
    "permission denied": errno.EACCES,
}


def from_os_error(error: OSError, path: object) -> LocalError:
    """Say what an OSError means for a folder of ours."""
    sentence = _DISK.get(error.errno or 0)
    if sentence is None:
        return LocalError(f"{path} cannot be used: {error.strerror or error}.")
    return LocalError(sentence.format(path=path))


def from_log(text: str, path: object) -> LocalError | None:
    """Recognise a full or read-only disk in what a server printed before it gave up."""
    lowered = text.lower()
    for words, number in _LOGGED.items():
        if words in lowered:
            return LocalError(_DISK[number].format(path=path))
    return None
