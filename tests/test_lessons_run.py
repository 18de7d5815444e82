"""Every lesson runs in a fresh kernel without network, warning or noise, within its time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.authoring import execution
from coursekit.authoring.notebooks import course_notebooks

ROOT = Path(__file__).parents[1]
LESSONS = course_notebooks(ROOT, ("lessons",))
MOST_SECONDS = 30  # of the kernel's processor time, which other work on the machine does not stretch
MOST_MEGABYTES = 1024


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lesson_runs_quietly_within_its_limits(path, record_property):
    run = execution.run(path)
    network = "no network" if execution.can_unplug() else "sockets refuse to connect (no unshare here)"
    record_property(
        "shown",
        f"{path.relative_to(ROOT).as_posix():45} {run.seconds:5.1f} s, processor {run.cpu_seconds:5.1f} s, "
        f"{run.megabytes:5.0f} MB, {network}",
    )
    assert not run.problems, "\n".join(run.problems)
    assert 0 < run.cpu_seconds < MOST_SECONDS
    assert 0 < run.megabytes < MOST_MEGABYTES


def test_there_are_lessons_to_run():
    assert LESSONS, "no notebook in lessons/: nothing was run"
