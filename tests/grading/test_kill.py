"""A grading run that is killed, engine and all, at any moment, ends like one left alone when it is taken up again."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from grading_courses import RIGHT, WRONG, gradebook_rows, submit

from coursekit.grading.course import Course, open_course
from coursekit.grading.engine import Engine
from coursekit.grading.preload import Preload
from coursekit.grading.record import ledger_path
from coursekit.grading.run import Summary, grade_assignment

KILLS = 50
NAMES = [f"s{number}" for number in range(8)]


def grade(course: Course, force: bool = False, tell: Connection | None = None) -> Summary:
    """Grade with a real engine; tells ``tell`` of the first notebook that is done."""

    def done(_: object) -> None:
        if tell is not None and not tell.closed:
            tell.send(True)
            tell.close()

    with Engine(workers=2, isolation="process", preload=Preload()) as engine:
        return grade_assignment(course, "ps1", grader=engine.grade, force=force, on_progress=done)


def in_its_own_group(course: Course, force: bool, tell: Connection) -> None:
    os.setsid()
    grade(course, force, tell)


def written(course: Course) -> dict[str, Any]:
    """Notebooks, files and ledger, without times; the notebooks' texts as they are."""
    found: dict[str, Any] = {}
    for path in sorted((course.root / "autograded").rglob("*")):
        name = str(path.relative_to(course.root))
        if path.is_file() and not name.endswith(".outcome.json"):
            found[name] = path.read_bytes()
    for student in NAMES:
        page = json.loads(ledger_path(course, student, "ps1").read_bytes())
        page.pop("graded_at")
        for entry in page["entries"]:
            entry.pop("seconds")
        found[f"ledger {student}"] = page
    return found


@pytest.mark.slow
@pytest.mark.timeout(
    1800
)  # each run starts two processes: a minute on an idle machine, far more on a busy one
def test_a_run_killed_fifty_times_with_its_engine_ends_like_one_left_alone(
    course: Course, tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    for number, name in enumerate(NAMES):
        submit(course, name, RIGHT if number % 2 else WRONG, at="2026-11-01 10:00:00 UTC")
    shutil.copytree(course.root, tmp_path / "killed")
    killed = open_course(tmp_path / "killed")
    assert grade(course).graded == 2 * len(NAMES)
    dice = random.Random(20261121)
    context = multiprocessing.get_context("fork")
    kills = ended = in_mid_run = 0
    while kills < KILLS:
        told, tell = context.Pipe(duplex=False)
        run = context.Process(target=in_its_own_group, args=(killed, kills % 5 > 0, tell))
        run.start()
        tell.close()
        if kills % 3 == 0:  # some while it records, some while it starts
            with suppress(EOFError):
                told.poll(300)
                told.recv()
            in_mid_run += 1
            time.sleep(dice.uniform(0, 0.4))
        else:
            time.sleep(dice.uniform(0, 1.0))
        assert run.pid is not None
        if run.is_alive():
            with suppress(ProcessLookupError):
                os.kill(run.pid, signal.SIGSTOP)  # so that it starts nothing more while its group is killed
                os.killpg(run.pid, signal.SIGKILL)
            with suppress(ProcessLookupError):
                os.kill(run.pid, signal.SIGKILL)
            kills += 1
        else:
            ended += 1
        run.join()
        told.close()
    resumed = grade(killed)
    assert resumed.graded == 2 * len(NAMES)
    assert gradebook_rows(killed) == gradebook_rows(course)
    assert written(killed) == written(course)
    left = [path.name for path in (killed.root / "autograded").rglob(".*")]
    assert left == []
    record_property(
        "shown",
        f"kill test: {kills} runs killed ({in_mid_run} after the first notebook was done, {ended} ended before), "
        f"then resumed: gradebook, {len(written(killed))} files and ledger pages identical",
    )
