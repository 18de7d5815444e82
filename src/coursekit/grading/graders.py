"""Choose what grades: the engine on this machine, or the same unit of work on a cluster."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.errors import CourseFolderError, UsageError
from coursekit.grading.submission import ISOLATION_LEVELS, Isolation, Limits, Outcome, Submission

if TYPE_CHECKING:
    from coursekit.grading.cluster import Cluster
    from coursekit.grading.course import Course
    from coursekit.grading.engine import Engine

Grader = Callable[[Iterable[Submission]], Iterator[Outcome]]
CHECKS = ("auto", "outside")


def isolation_level(given: str) -> Isolation:
    """The level by name; raises UsageError for another word."""
    for level in ISOLATION_LEVELS:
        if given == level:
            return level
    raise UsageError(f"Found isolation '{given}'.", f"Expected one of {', '.join(ISOLATION_LEVELS)}.")


def checks_policy(given: str) -> str:
    """The policy on where tests run; raises UsageError for another word."""
    if given not in CHECKS:
        raise UsageError(f"Found --checks '{given}'.", f"Expected one of {', '.join(CHECKS)}.")
    return given


@contextmanager
def open_grader(
    course: Course, *, workers: int, isolation: str, cell_seconds: float, checks: str, cluster: str = "",
    engine: Engine | None = None,
) -> Iterator[Grader]:  # fmt: skip
    """A grader for ``course``: ``engine`` if one is up, else a new one here or on the Dask cluster at ``cluster``.

    0 workers means one a core (on a cluster: all that it can take), 0 seconds the course's own limit.
    Raises UsageError for an unknown level, CourseKitError when the machine cannot give it or no cluster answers.
    """
    checks = checks_policy(checks)
    limits = replace(Limits(), cell_seconds=cell_seconds or course.cell_seconds)
    level = isolation_level(isolation)
    if engine is not None:
        engine.limits = limits
        yield engine.grade
        return
    opened: AbstractContextManager[Engine | Cluster]
    if cluster:
        from coursekit.grading.cluster import open_cluster
        from coursekit.grading.cluster_worker import Settings

        opened = open_cluster(cluster, Settings(level, limits, checks), at_a_time=workers)
    else:
        from coursekit.grading.engine import Engine

        opened = Engine(workers or os.cpu_count() or 1, level, limits, checks)
    with opened as running:
        yield running.grade


def refuse_inside(course: Course, assignment: str) -> None:
    """Raise CourseFolderError when a test of the assignment cannot run outside the trainee's process."""
    inside = [
        f"{name}: {cell} ({reason})"
        for name in course.notebooks(assignment)
        for cell, reason in inside_tests(course.source(assignment, name))
    ]
    if inside:
        raise CourseFolderError(
            f"Found {len(inside)} tests that cannot run outside the trainee's process: {'; '.join(inside[:5])}.",
            "Expected none, because of --checks outside.",
            "Rewrite them with values and calls, or leave the option out; nothing was done.",
        )


def inside_tests(source: bytes) -> list[tuple[str, str]]:
    """Test cells of an instructor's notebook that must run in the trainee's process: grade id and reason."""
    from coursekit.grading.crossing import crosses

    found = []
    for cell in json.loads(source)["cells"]:
        mark = cell.get("metadata", {}).get("nbgrader", {})
        if mark.get("grade") and not mark.get("solution") and cell.get("cell_type") == "code":
            text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            reason = crosses(text)
            if reason:
                found.append((str(mark["grade_id"]), reason))
    return found
