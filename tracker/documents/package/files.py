"""Read a package's three files from a folder, a zip or an upload, and refuse what is none (pure)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from tracker.documents.package.problems import Errors, PackageRefused, Told

DOCUMENT, DEVELOPMENTS, LINKS = "document.yaml", "developments.csv", "links.csv"
NAMES = (DOCUMENT, DEVELOPMENTS, LINKS)
#: What a zip may hold once unpacked; a page allows less than a command.
COMMAND_LIMIT = 4 * 2**30
UPLOAD_LIMIT = 512 * 2**20
#: No honest text packs better than this; what does is a zip bomb.
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 2**20
_NOISE = {"__MACOSX", "Thumbs.db", "desktop.ini"}
_BOM = b"\xef\xbb\xbf"


@dataclass
class Files:
    """The texts of a package's files by name, and what is to be told of them."""

    texts: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)


def read_path(path: Path, errors: Errors, limit: int = COMMAND_LIMIT) -> Files:
    """Read a folder or a zip; what cannot be read at all is noted in ``errors``."""
    if path.is_dir():
        entries = sorted(entry for entry in path.iterdir() if not _is_noise(entry.name))
        found = {entry.name: entry for entry in entries if entry.is_file()}
        extra = [entry.name for entry in entries if entry.name not in NAMES]
        contents = {name: _read_file(found[name], errors) for name in NAMES if name in found}
        return decoded(contents, extra, errors)
    if not path.is_file():
        raise PackageRefused.because(str(path), "There is no such folder or zip.")
    try:
        with path.open("rb") as opened:
            return read_zip(opened, errors, limit, path.name)
    except OSError as error:
        raise PackageRefused.because(str(path), f"It cannot be read: {error.strerror}.") from error


def read_zip(
    opened: IO[bytes], errors: Errors, limit: int = UPLOAD_LIMIT, name: str = "package.zip"
) -> Files:
    """Read a zip that holds the three files, or one folder that holds them."""
    try:
        with zipfile.ZipFile(opened) as archive:
            entries = _entries(archive, name, limit)
            contents = {
                entry_name: archive.read(info) for entry_name, info in entries.items() if entry_name in NAMES
            }
    except zipfile.BadZipFile as error:
        raise PackageRefused.because(name, "It is neither a folder nor a zip that can be opened.") from error
    except (NotImplementedError, RuntimeError, zlib.error, EOFError, OSError) as error:
        raise PackageRefused.because(
            name, "The zip is damaged, locked, or packed in a way not known."
        ) from error
    return decoded(contents, [entry for entry in entries if entry not in NAMES], errors)


def read_uploads(uploads: Mapping[str, bytes], errors: Errors) -> Files:
    """Read files that were handed over one by one, by their names."""
    if len(uploads) == 1 and (name := next(iter(uploads))) not in NAMES:
        return read_zip(io.BytesIO(uploads[name]), errors, UPLOAD_LIMIT, name)
    contents = {name: uploads[name] for name in NAMES if name in uploads}
    return decoded(contents, [name for name in uploads if name not in NAMES], errors)


def _entries(archive: zipfile.ZipFile, name: str, limit: int) -> dict[str, zipfile.ZipInfo]:
    """Return a zip's files by the names they have inside the package."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_noise(info.filename)]
    if any(info.flag_bits & 1 for info in infos):
        raise PackageRefused.because(name, "The zip is locked by a password.")
    if len(infos) > 1000 or sum(info.file_size for info in infos) > limit:
        raise PackageRefused.because(
            name, f"It would unpack to more than {limit // 2**20:,} MB or 1,000 files, so it was not opened."
        )
    for info in infos:
        if info.file_size > max(_RATIO_MATTERS_FROM, info.compress_size * MAX_RATIO):
            raise PackageRefused.because(
                name, f"{info.filename} is packed so tightly that it was not opened."
            )
    found: dict[str, zipfile.ZipInfo] = {}
    prefix = _single_folder(info.filename for info in infos)
    for info in infos:
        inner = info.filename.removeprefix(prefix)
        if inner in found:
            raise PackageRefused.because(name, f"It holds {inner} twice.")
        found[inner] = info
    return found


def _single_folder(names: Iterable[str]) -> str:
    """Return the folder, with its slash, in which all of a zip's files lie; empty where they do not."""
    tops = {PurePosixPath(name).parts[:1] if "/" in name else () for name in names}
    return f"{next(iter(tops))[0]}/" if len(tops) == 1 and next(iter(tops)) else ""


def decoded(contents: Mapping[str, bytes], extra: Iterable[str], errors: Errors) -> Files:
    """Return the texts; note files that are missing or not UTF-8, tell what was left aside."""
    files = Files()
    extras = list(extra)
    for name in NAMES:
        if name not in contents:
            errors.add(name, 0, "", "", _missing(name, extras))
        elif (text := _text(name, contents[name], errors, files.told)) is not None:
            files.texts[name] = text
    files.told += [Told("file", name, "is no part of a package and was not read") for name in extras]
    return files


def _missing(name: str, extras: list[str]) -> str:
    alike = [extra for extra in extras if Path(extra).stem.lower() == Path(name).stem.lower()]
    hint = f"; there is {alike[0]}, which has to be named {name}" if alike else ""
    return f"The file is missing: a package is {', '.join(NAMES[:-1])} and {NAMES[-1]}{hint}."


def _text(name: str, content: bytes, errors: Errors, told: list[Told]) -> str | None:
    if content.startswith(_BOM):
        told.append(Told("file", name, "begins with a byte order mark, which was left out"))
        content = content[len(_BOM) :]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start : error.start + 1].hex()
        errors.add(name, line, "", f"byte {byte}", "The file is not UTF-8; save it as UTF-8.")
        return None
    if "\r\n" in text:
        told.append(Told("file", name, "has line ends of two characters (CRLF), read as LF"))
        text = text.replace("\r\n", "\n")
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        errors.add(name, line, "", "carriage return", "A lone carriage return is no line end; use LF.")
        return None
    return text


def _read_file(path: Path, errors: Errors) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        errors.add(path.name, 0, "", "", f"It cannot be read: {error.strerror}.")
        return b""


def _is_noise(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part in _NOISE for part in parts)
