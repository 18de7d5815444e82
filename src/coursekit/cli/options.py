"""Options that several commands share, and the course folders they stand for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coursekit.grading.course import Course

Exercise = Annotated[str, typer.Argument(help="Name of the exercise, such as ex04-rfm.")]
CourseOption = Annotated[Path, typer.Option(help="The course or class folder; default: this one.")]
LanguageOption = Annotated[str | None, typer.Option(help="en or zh; default: every language of the class.")]


def courses_of(
    folder: Path,
    language: str | None,
    exercise: str | None = None,
    *,
    db: str | None = None,
    with_submissions: bool = False,
) -> list[Course]:
    """The course of each language that is meant: the one named, or all that have the exercise (and submissions for it).

    Raises CourseFolderError when none fits, with the reason of the first.
    """
    from coursekit.errors import CourseFolderError
    from coursekit.grading.course import open_course

    first = open_course(folder, language=language, db=db)
    languages = first.class_settings.get("languages", [])
    if language is not None or not languages:
        return [first]
    courses = [open_course(folder, language=each, db=db) for each in languages]
    if exercise is None:
        return courses
    held = [course for course in courses if exercise in course.assignments]
    if not held:
        courses[0].require_assignment(exercise)
    if with_submissions:
        held = [course for course in held if course.students_with_folder(exercise)]
        if not held:
            raise CourseFolderError(
                f"Found no submissions for {exercise}.",
                f"Expected folders like {courses[0].folder('submitted', 'TRAINEE', exercise)}.",
                f"Collect them first: coursekit collect {exercise} FOLDER-OR-ZIP.",
            )
    return held
