"""A lock for each submission, so that two runs at once share the work. A killed run's locks are gone with it."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from types import TracebackType

FILE = ".coursekit.lock"


class SubmissionLocks:
    """Locks on single bytes of one file in the course folder, each byte standing for a submission.

    The operating system gives them back when the process ends, however it ends.
    """

    def __init__(self, root: Path) -> None:
        self._handle = os.open(root / FILE, os.O_RDWR | os.O_CREAT, 0o666)
        self._held: set[int] = set()

    def take(self, name: str) -> bool:
        """Whether this run has the submission now; never waits."""
        place = _place(name)
        if place in self._held:
            return False
        try:
            _lock(self._handle, place)
        except OSError:
            return False
        self._held.add(place)
        return True

    def give_back(self, name: str) -> None:
        """Let another run have it."""
        place = _place(name)
        if place in self._held:
            self._held.discard(place)
            _unlock(self._handle, place)

    def __enter__(self) -> SubmissionLocks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._handle)


def _place(name: str) -> int:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> (2 if sys.platform != "win32" else 35)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, place: int) -> None:
        os.lseek(handle, place, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int, place: int) -> None:
        os.lseek(handle, place, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int, place: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place, os.SEEK_SET)

    def _unlock(handle: int, place: int) -> None:
        fcntl.lockf(handle, fcntl.LOCK_UN, 1, place, os.SEEK_SET)
