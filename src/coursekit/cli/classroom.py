"""Commands for whoever teaches: set up a class, hand out, collect, grade, give feedback, read the results."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coursekit.cli.options import CourseOption, Exercise, LanguageOption, courses_of

if TYPE_CHECKING:
    from coursekit.grading.run import Progress, Summary


def init(
    folder: Annotated[Path, typer.Argument(help="The class folder to make.")],
    class_id: Annotated[
        str, typer.Option("--id", help="Public id of the class; default: the folder's name.")
    ] = "",
    lang: Annotated[
        list[str] | None, typer.Option(help="Language; give it twice for both. Default: both.")
    ] = None,
) -> None:
    """Make a class folder: configuration, roster, secret salt, and a copy of the exercises."""
    from coursekit.grading import class_folder
    from coursekit.jupyterlab import course_root
    from coursekit.messages import LANGUAGES

    made = class_folder.init(folder, course_root(), class_id=class_id or None, languages=lang or LANGUAGES)
    typer.echo(f"Made {made.path} for class '{made.class_id}' with {', '.join(made.exercises)}.")
    typer.echo(
        "Next: put your trainees' ids into roster.csv, then run 'coursekit release EXERCISE' in that folder."
    )


def open_folder(
    folder: Annotated[Path, typer.Argument(help="The class folder.")] = Path("."),
    lang: Annotated[str, typer.Option(help="Language whose gradebook is shown.")] = "en",
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8889,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address instead.")] = False,
) -> None:
    """Open a class folder in JupyterLab with Formgrader, for the questions that a person grades."""
    from coursekit import jupyterlab

    command = jupyterlab.class_command(folder.resolve(), lang, port, browser=not no_browser)
    jupyterlab.require_free_port(port)
    typer.echo("In JupyterLab, choose Nbgrader, Formgrader. Stop with Ctrl-C.")
    jupyterlab.run(command, folder.resolve(), lang)


def release(
    exercise: Exercise,
    course: CourseOption = Path("."),
    lang: LanguageOption = None,
    checks: Annotated[
        str, typer.Option(help="auto, or outside: refuse tests that need the trainee's process.")
    ] = "auto",
) -> None:
    """Make the trainees' version of an exercise: without answers and hidden tests."""
    from coursekit.grading.graders import checks_policy, inside_tests, refuse_inside
    from coursekit.grading.release import release as give_out

    checks = checks_policy(checks)
    for one in courses_of(course, lang, exercise):
        if checks == "outside":
            refuse_inside(one, exercise)
        inside = [
            (name, cell, reason)
            for name in one.notebooks(exercise)
            for cell, reason in inside_tests(one.source(exercise, name))
        ]
        _tell_inside(inside)
        written = give_out(one, exercise)
        typer.echo(f"Released {len(written)} files in {one.folder('release', '.', exercise)}.")


def _tell_inside(inside: list[tuple[str, str, str]]) -> None:
    listed = "\n".join(f"  {notebook}: {cell} ({reason})" for notebook, cell, reason in inside)
    if inside:
        typer.echo(f"{len(inside)} tests will trust the trainee's process:\n{listed}")


def collect(
    exercise: Exercise,
    source: Annotated[Path, typer.Argument(help="A folder or zip of what trainees handed in.")],
    course: CourseOption = Path("."),
    lang: LanguageOption = None,
) -> None:
    """Sort what came back into submitted/, by the ids of roster.csv; nothing is lost or overwritten."""
    from coursekit.errors import UsageError
    from coursekit.grading.collect import collect as take_in
    from coursekit.report.tables import folded, print_table

    courses = courses_of(course, lang, exercise)
    languages = {one.language for one in courses}
    found = [take_in(one, exercise, source, languages - {one.language}) for one in courses]
    if not any(found):
        raise UsageError(
            f"Found no files in {source}.",
            "Expected what trainees handed in, a folder or zip of notebooks.",
            "Check the path; nothing was collected.",
        )
    for rows in [rows for rows in found if rows]:  # a class may work in one of its languages only
        print_table(
            ["trainee", "file", "what became of it"], folded([row.cells() for row in rows], varying=1)
        )
    if any(not row.taken for rows in found for row in rows):
        raise typer.Exit(1)


def grade(
    exercise: Exercise,
    course: CourseOption = Path("."),
    lang: LanguageOption = None,
    student: Annotated[list[str] | None, typer.Option(help="Only this trainee; may be given again.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Submissions at a time; 0: one a core.")] = 0,
    isolation: Annotated[str, typer.Option(help="full, process or none.")] = "full",
    timeout: Annotated[
        float, typer.Option(min=0, help="Seconds a cell may take; default: the course's.")
    ] = 0,
    checks: Annotated[
        str, typer.Option(help="auto, or outside: refuse tests that need the trainee's process.")
    ] = "auto",
    db: Annotated[str, typer.Option(help="Database of the gradebook, such as postgresql://…")] = "",
    cluster: Annotated[str, typer.Option(help="Address of a Dask scheduler.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line a submission, then the totals.")
    ] = False,
) -> None:
    """Grade what was handed in and is not graded yet. Works in any nbgrader course folder."""
    from coursekit.grading.graders import open_grader, refuse_inside
    from coursekit.grading.head_start import head_start
    from coursekit.grading.run import grade_assignment
    from coursekit.report.progress_bar import ProgressBar

    ungraded = graded = 0
    seconds = 0.0
    with head_start(
        course, exercise, workers=workers, isolation=isolation, checks=checks, cluster=cluster
    ) as engine:
        for one in courses_of(course, lang, exercise, db=db or None, with_submissions=True, students=student):
            if checks == "outside":
                refuse_inside(one, exercise)
            named = student and sorted(set(student) & set(one.students_with_folder(exercise)))
            with open_grader(
                one, workers=workers, isolation=isolation, cell_seconds=timeout, checks=checks, cluster=cluster, engine=engine
            ) as grader:  # fmt: skip
                if as_json:
                    summary = grade_assignment(
                        one, exercise, grader=grader, students=named, force=force, on_progress=_json_line
                    )
                else:
                    with ProgressBar(exercise) as bar:
                        summary = grade_assignment(
                            one, exercise, grader=grader, students=named, force=force, on_progress=bar.show
                        )
                    _print_rows(summary)
            graded, ungraded = graded + summary.graded, ungraded + summary.ungraded
            seconds += summary.seconds
    if as_json:
        typer.echo(json.dumps({"graded": graded, "ungraded": ungraded, "seconds": round(seconds, 3)}))
    else:
        typer.echo(f"{graded} graded, {ungraded} ungraded, {seconds:.1f} s.")
    if ungraded:
        raise typer.Exit(1)


def _json_line(progress: Progress) -> None:
    from coursekit.grading.run import as_json

    row = as_json(progress.row)
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:  # a folder name that is not UTF-8, or a terminal that knows few signs
        line = json.dumps(row)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _print_rows(summary: Summary) -> None:
    from coursekit.report.tables import print_table

    rows = []
    for row in summary.rows:
        score = "–" if row.score is None else f"{row.score:g} / {row.max_score:g}"
        rows.append([row.student, row.notebook, row.status, score, row.reason])
    print_table(["trainee", "notebook", "status", "score", "reason"], rows)


def feedback(exercise: Exercise, course: CourseOption = Path("."), lang: LanguageOption = None) -> None:
    """Write a page for each trainee: points, what to look at, comments; no hidden tests, no solutions."""
    from coursekit.report.feedback import write_feedback

    for one in courses_of(course, lang, exercise, with_submissions=True):
        pages = write_feedback(one, exercise)
        typer.echo(f"Wrote {len(pages)} pages in {one.folder('feedback', 'TRAINEE', exercise)}.")


def report(
    course: CourseOption = Path("."),
    lang: LanguageOption = None,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", help="Write the scores to this file as well.")
    ] = None,
) -> None:
    """Scores by trainee and exercise, and what the class has not understood."""
    from coursekit.report.class_report import NothingGraded, class_report, print_report, write_csv

    reports, missing = [], None
    for one in courses_of(course, lang):
        try:
            reports.append(class_report(one))
        except NothingGraded as reason:  # a class may work in one of its languages only
            missing = reason
    if missing is not None and not reports:
        raise missing
    for found in reports:
        print_report(found)
    if csv_file is not None:
        write_csv(reports, csv_file)
        typer.echo(f"Wrote {csv_file}.")
