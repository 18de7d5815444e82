"""From an instructor's source: what is graded, by nbgrader's own steps, and what is given out."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.errors import CourseFolderError
from coursekit.grading.course import standing_in
from coursekit.grading.prepared import require_unique

if TYPE_CHECKING:
    from coursekit.grading.course import Course

# Steps of generate_assignment that come after what the grader needs: they store it, then hide the tests.
LATER = ("SaveCells", "ClearHiddenTests", "ClearMarkScheme")


def source_for_grading(course: Course, assignment: str, notebook: str) -> bytes:
    """The source notebook after the steps of ``generate_assignment`` that come before tests are hidden.

    Raises CourseFolderError with nbgrader's reason when one of the steps refuses the notebook.
    """
    import nbformat
    from nbgrader.converters import GenerateAssignment
    from nbgrader.nbgraderformat import MetadataValidator

    path = course.notebooks(assignment).get(notebook)
    if path is None:
        raise CourseFolderError(
            f"Found no notebook '{notebook}' in the source of {assignment}.",
            f"Expected one of: {', '.join(course.notebooks(assignment))}.",
        )
    quiet = logging.getLogger("coursekit.grading.release")
    quiet.setLevel(logging.CRITICAL + 1)
    converter = GenerateAssignment(coursedir=course.directory, config=course.config, log=quiet)
    resources = {
        "nbgrader": {"student": ".", "assignment": assignment, "notebook": notebook, "db_url": course.db_url},
        "metadata": {"path": str(path.parent)},
        "unique_key": notebook,
    }
    with warnings.catch_warnings(), standing_in(course.root, course.language):
        warnings.simplefilter("ignore")  # nbgrader's own and those about old notebook formats
        try:
            held = nbformat.reads(path.read_text(encoding="utf-8-sig"), as_version=4)
            MetadataValidator().upgrade_notebook_metadata(held)
            require_unique(held)
            for step in converter.preprocessors:
                if step.__name__ in LATER:
                    break
                held, resources = step(parent=converter).preprocess(held, resources)
        except CourseFolderError as error:
            raise CourseFolderError(f"{path.name}: {error.found}", error.expected, error.do) from None
        except Exception as error:  # whatever a step raises is its reason to refuse the source
            reason = str(error).strip().splitlines() or [type(error).__name__]
            raise CourseFolderError(
                f"nbgrader refuses the source {path.name} of {assignment}: {reason[0]}.",
                "Expected a source that 'nbgrader generate_assignment' accepts.",
                "Mend the cell that it names and release the exercise again.",
            ) from error
    return str(nbformat.writes(held)).encode()


def release(course: Course, assignment: str) -> list[Path]:
    """Give an assignment out: nbgrader writes the release folder and enters the questions into the gradebook.

    Raises CourseFolderError with nbgrader's reason when it refuses.
    """
    course.require_assignment(assignment)
    command = [
        *(sys.executable, "-m", "nbgrader", "generate_assignment", assignment, "--force"),
        *(f"--CourseDirectory.root={course.root}", f"--CourseDirectory.db_url={course.db_url}"),
    ]
    done = subprocess.run(
        command, cwd=course.root, env=nbgrader_environment(course.language), capture_output=True, text=True
    )
    if done.returncode != 0:
        reasons = [line for line in done.stderr.splitlines() if "Error" in line]
        raise CourseFolderError(
            f"nbgrader cannot release {assignment}: {(reasons or done.stderr.splitlines() or ['?'])[-1].strip()}",
            "Expected a source that 'nbgrader generate_assignment' accepts.",
            "Mend the cell that it names; nothing was graded.",
        )
    return sorted(path for path in course.folder("release", ".", assignment).rglob("*") if path.is_file())


def nbgrader_environment(language: str) -> dict[str, str]:
    """The environment nbgrader needs: it calls ``alembic`` by name to make a gradebook."""
    bin_folder = str(Path(sys.executable).parent)
    return os.environ | {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}",
        "COURSE_LANG": language,
    }
