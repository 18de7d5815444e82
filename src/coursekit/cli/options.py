"""Options that several commands share, and the course folders they stand for."""

from __future__ import annotations

from collections.abc import Sequence
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
    students: Sequence[str] | None = None,
) -> list[Course]:
    """The course of each language that is meant: the one named, or all that have the exercise (and submissions for it).

    ``students`` narrows them to those in which one of these trainees handed something in.
    Raises CourseFolderError when none fits, with the reason of the first, and for a trainee who handed in nowhere.
    """
    from coursekit.errors import CourseFolderError
    from coursekit.grading.course import open_course

    first = open_course(folder, language=language, db=db)
    languages = first.class_settings.get("languages", [])
    if language is not None or not languages:
        if not (students and exercise):
            return [first]
        first.require_assignment(exercise)
        return _handed_in_by(students, [first], exercise)
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
    if students:
        held = _handed_in_by(students, held, exercise)
    return held


def _handed_in_by(students: Sequence[str], courses: Sequence[Course], exercise: str) -> list[Course]:
    """The courses in which one of ``students`` handed the exercise in; CourseFolderError for somebody in none."""
    from coursekit.errors import CourseFolderError

    folders = [course.students_with_folder(exercise) for course in courses]
    unknown = [student for student in students if not any(student in held for held in folders)]
    if unknown:
        known = sorted({student for held in folders for student in held})
        shown = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
        raise CourseFolderError(
            f"Found nothing handed in by {', '.join(repr(name) for name in unknown[:5])} for {exercise}.",
            f"Expected somebody who did: {shown or 'nobody has yet'}.",
            "Check the id, or collect the submission first.",
        )
    return [course for course, held in zip(courses, folders, strict=True) if set(students) & set(held)]
