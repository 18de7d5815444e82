"""The files of a folder or a zip, read without unpacking: no name in it decides where anything is written."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath

from coursekit.errors import UsageError
from coursekit.grading.folder import NotAFile, read_file

MOST_ENTRIES = 100_000
MOST_BYTES = 8 << 30  # of all files together, unpacked
MOST_BYTES_INNER = 256 << 20  # of a zip inside the zip, packed
NOISE = {"__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db", "__pycache__", ".git"}
UTF8_NAME = 0x800
ENCRYPTED = 0x1


class Unreadable(Exception):
    """One file of an archive cannot be read; ``key`` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(frozen=True)
class ArchiveFile:
    """One file: its path inside the archive, when it was changed (UTC), and a way to read it.

    ``read(limit)`` gives at most ``limit`` + 1 bytes and raises Unreadable for links, encrypted and damaged files.
    """

    path: PurePosixPath
    changed: datetime
    read: Callable[[int], bytes]


def files_in(source: Path) -> Iterator[ArchiveFile]:
    """All files in a folder or zip, zips inside included; what operating systems leave about is passed over.

    Raises UsageError when ``source`` is neither, cannot be read, or unpacks to more than any class hands in.
    """
    budget = _Budget()
    if source.is_dir():
        yield from _in_folder(source, budget)
    elif source.is_file():
        try:
            with zipfile.ZipFile(source) as archive:
                yield from _in_zip(archive, PurePosixPath(), budget, inner=True)
        except (zipfile.BadZipFile, OSError, NotImplementedError, struct.error) as error:
            raise UsageError(
                f"{source} is not a readable zip file ({error}).",
                "Expected a folder or a zip of submissions.",
                "Download it again, or unpack it and name the folder.",
            ) from error
    else:
        raise UsageError(
            f"Found no {source}.", "Expected a folder or a zip of submissions.", "Check the path."
        )


class _Budget:
    def __init__(self) -> None:
        self.entries, self.bytes = MOST_ENTRIES, MOST_BYTES

    def spend(self, size: int) -> None:
        self.entries -= 1
        self.bytes -= size
        if self.entries < 0 or self.bytes < 0:
            raise UsageError(
                f"The archive holds more than {MOST_ENTRIES} files or {MOST_BYTES >> 30} GB.",
                "Expected the submissions of one class.",
                "Look at what is in it; collect it in parts if it is meant to be so large.",
            )


def _in_folder(folder: Path, budget: _Budget) -> Iterator[ArchiveFile]:
    for place, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in NOISE and name not in linked)
        for name in sorted([*names, *linked]):
            path = Path(place, name)
            relative = PurePosixPath(path.relative_to(folder).as_posix())
            if _is_noise(relative):
                continue
            status = path.lstat()
            budget.spend(0)
            changed = datetime.fromtimestamp(status.st_mtime, UTC).replace(tzinfo=None)
            if stat.S_ISREG(status.st_mode) and name.lower().endswith(".zip"):
                yield from _inner(relative, changed, partial(_file, path), budget)
            else:
                yield ArchiveFile(relative, changed, partial(_file, path))


def _in_zip(
    archive: zipfile.ZipFile, inside: PurePosixPath, budget: _Budget, *, inner: bool
) -> Iterator[ArchiveFile]:
    for entry in archive.infolist():
        path = inside / PurePosixPath(_name(entry).replace("\\", "/").lstrip("/"))
        if entry.is_dir() or _is_noise(path):
            continue
        budget.spend(entry.file_size)
        changed = _changed(entry)

        def read(limit: int, entry: zipfile.ZipInfo = entry) -> bytes:
            return _entry(archive, entry, limit)

        if inner and path.name.lower().endswith(".zip"):
            yield from _inner(path, changed, read, budget)
        else:
            yield ArchiveFile(path, changed, read)


def _inner(
    path: PurePosixPath, changed: datetime, read: Callable[[int], bytes], budget: _Budget
) -> Iterator[ArchiveFile]:
    """The files of a zip inside, as if unpacked into a folder of its name; itself when it cannot be read."""
    try:
        content = read(MOST_BYTES_INNER)
        if len(content) > MOST_BYTES_INNER:
            raise Unreadable("too_large")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _in_zip(archive, path.with_suffix(""), budget, inner=False)
    except (Unreadable, zipfile.BadZipFile, NotImplementedError, struct.error, ValueError):
        yield ArchiveFile(path, changed, read)


def _file(path: Path, limit: int) -> bytes:
    try:
        return read_file(path, limit)
    except NotAFile:
        raise Unreadable("link") from None
    except OSError:
        raise Unreadable("damaged") from None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("link")
    if entry.flag_bits & ENCRYPTED:
        raise Unreadable("encrypted")
    try:
        with archive.open(entry) as stream:
            return stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Unreadable("damaged") from None


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as its author wrote it: zips from Chinese Windows hold GBK without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _changed(entry: zipfile.ZipInfo) -> datetime:
    """The time of change in UTC: from the extra field that says so, else local time as zips have it."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == 0x5455 and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            seconds = struct.unpack("<i", extra[5:9])[0]
            return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        extra = extra[4 + size :]
    try:
        return datetime(*entry.date_time).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return datetime(1980, 1, 1)


def _is_noise(path: PurePosixPath) -> bool:
    return path.name.startswith((".", "~$")) or bool(NOISE & set(path.parts))
