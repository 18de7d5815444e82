"""Every lesson runs in a fresh kernel without network, warning or noise, within its time and memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coursekit.authoring import execution
from coursekit.authoring.notebooks import course_notebooks

ROOT = Path(__file__).parents[1]
LESSONS = course_notebooks(ROOT, ("lessons",))
MOST_SECONDS = 30  # of the kernel's processor time, which other work on the machine does not stretch
MOST_MEGABYTES = 1024


@pytest.fixture(scope="module")
def runs() -> dict[Path, execution.Run]:
    """All lessons, two at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(execution.run, LESSONS))
    print("\nnetwork:", "taken away" if execution.can_unplug() else "sockets refuse (no unshare here)")
    for run in done:
        where = run.path.relative_to(ROOT).as_posix()
        print(f"{where:45} {run.seconds:5.1f} s, processor {run.cpu_seconds:5.1f} s, {run.megabytes:5.0f} MB")
    return {run.path: run for run in done}


@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lesson_runs_quietly_within_its_limits(path, runs):
    run = runs[path]
    assert not run.problems, "\n".join(run.problems)
    assert 0 < run.cpu_seconds < MOST_SECONDS
    assert 0 < run.megabytes < MOST_MEGABYTES


def test_there_are_lessons_to_run():
    print("\nlessons:", [path.relative_to(ROOT).as_posix() for path in LESSONS])
    assert LESSONS
