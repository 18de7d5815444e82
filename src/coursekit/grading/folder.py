"""Reading a folder that somebody else filled: links are not followed, sizes are limited, names are plain."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Sequence
from pathlib import Path

TOTAL = 256 << 20  # bytes of data files beside one submission
COUNT = 2_000  # files


class NotAFile(Exception):
    """A link, a folder or a device stands where a file should."""


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file, one more than ``limit`` at most; links are not followed.

    Raises NotAFile for anything that is not a regular file, OSError when it cannot be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        if path.is_symlink():
            raise NotAFile(str(path)) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotAFile(str(path))
    with os.fdopen(handle, "rb") as stream:
        return stream.read(limit + 1)


def read_files(
    folder: Path, *, ignore: Sequence[str], limit: int, total: int | None = TOTAL
) -> tuple[dict[str, bytes], list[str]]:
    """The files below ``folder`` that are no notebooks, by relative path, and those left out.

    Left out are links, devices, files above ``limit`` bytes, and all beyond ``total`` bytes or COUNT files.
    """
    held: dict[str, bytes] = {}
    left_out: list[str] = []
    room = total
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not _ignored(name, [*ignore, "*.ipynb"]) and not Path(place, name).is_symlink()
        )
        for name in sorted(names):
            if _ignored(name, ignore) or name.endswith(".ipynb"):
                continue
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            try:
                content = read_file(path, limit)
            except (NotAFile, OSError):
                left_out.append(relative)
                continue
            too_much = room is not None and (len(content) > room or len(held) >= COUNT)
            if len(content) > limit or too_much:
                left_out.append(relative)
                continue
            room = None if room is None else room - len(content)
            held[relative] = content
    return held, left_out


def _ignored(name: str, ignore: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in ignore)
