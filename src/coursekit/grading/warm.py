"""An engine that stays warm between two checks in the same kernel, so that the second takes well under a second.

The engine's processes are started fresh, never forked from the kernel, which holds sockets and threads.
"""

from __future__ import annotations

import atexit
import contextlib
from typing import TYPE_CHECKING

from coursekit.errors import CourseKitError
from coursekit.grading.graders import isolation_level
from coursekit.grading.submission import ISOLATION_LEVELS, Isolation, Outcome, Submission

if TYPE_CHECKING:
    from coursekit.grading.engine import Engine

_kept: dict[str, Engine] = {}


def make_ready(isolation: str = "") -> None:
    """Start the engine that :func:`grade_one` will use: its processes come up while the notebook is read."""
    with contextlib.suppress(CourseKitError):  # grade_one tells it, or takes another level
        _engine(_levels(isolation)[0])


def _levels(isolation: str) -> tuple[Isolation, ...]:
    return (isolation_level(isolation),) if isolation else ISOLATION_LEVELS


def grade_one(submission: Submission, isolation: str = "") -> Outcome:
    """Grade one notebook with the engine of this process, started on first use and ended with it.

    Without ``isolation`` the strongest level that this machine gives is taken: one's own work may be checked
    behind fewer walls than other people's. Raises CourseKitError when a level that was asked for cannot be given.
    """
    problem: CourseKitError | None = None
    for level in _levels(isolation):
        try:
            return next(iter(_engine(level).grade([submission])))
        except CourseKitError as reason:
            close(level)
            problem = reason
    raise problem or CourseKitError("Found no way to run the notebook.")


def _engine(level: Isolation) -> Engine:
    from coursekit.grading.engine import Engine

    if level not in _kept:
        _kept[level] = Engine(workers=1, isolation=level).__enter__()
        atexit.register(close, level)
    return _kept[level]


def close(level: str) -> None:
    """End the engine of one level, if there is one."""
    if engine := _kept.pop(level, None):
        engine.close()
