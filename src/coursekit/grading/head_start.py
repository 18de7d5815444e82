"""Start the engine before the course folder is read: its processes import libraries while this one imports nbgrader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.grading.graders import checks_policy, isolation_level
from coursekit.grading.preload import Preload, preload_of

if TYPE_CHECKING:
    from coursekit.grading.engine import Engine


@contextmanager
def head_start(
    root: Path, exercise: str, *, workers: int, isolation: str, checks: str, cluster: str = ""
) -> Iterator[Engine | None]:
    """An engine that is already importing, for :func:`~coursekit.grading.graders.open_grader`; it serves all languages.

    None on a cluster, and where the exercise does not lie where most courses keep it.
    Raises UsageError for an unknown level, CourseKitError when the machine cannot give it.
    """
    checks = checks_policy(checks)
    level = isolation_level(isolation)
    modules = Preload() if cluster else modules_near(root, exercise)
    if not modules.worker:
        yield None
        return
    from coursekit.grading.engine import Engine

    with Engine(workers or os.cpu_count() or 1, level, checks=checks, preload=modules) as engine:
        yield engine


def modules_near(root: Path, exercise: str) -> Preload:
    """What the exercise's notebooks import, where they lie in one of the usual places under ``root``.

    A guess from the instructor's files only: what it misses is imported later, when the course has been read.
    """
    for folder in (root / "source", *sorted((root / "solutions").glob("*")), root / "release"):
        try:
            notebooks = sorted((folder / exercise).glob("*.ipynb"))
            found = reduce(or_, (preload_of(path.read_bytes()) for path in notebooks), Preload())
        except (OSError, ValueError):
            continue
        if found.worker:
            return found
    return Preload()
