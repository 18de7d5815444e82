"""Grading on a real Dask cluster: the same scores, each submission once, also when a worker is lost."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from grading_courses import RIGHT, WRONG, gradebook_rows, submit

from coursekit.errors import CourseKitError, UsageError
from coursekit.grading.cluster import open_cluster
from coursekit.grading.cluster_worker import Settings
from coursekit.grading.course import Course, open_course
from coursekit.grading.graders import open_grader
from coursekit.grading.run import Progress, Summary, grade_assignment
from coursekit.grading.submission import Limits, Submission
from coursekit.grading.walls import strongest

pytestmark = [
    pytest.mark.server,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two worker processes; a nanny replaces one that ends."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def grade(course: Course, cluster: str = "", **options: object) -> Summary:
    with open_grader(
        course, workers=0, isolation=strongest(), cell_seconds=0, checks="auto", cluster=cluster
    ) as grader:
        return grade_assignment(course, "ps1", grader=grader, **options)  # type: ignore[arg-type]


def hand_in(course: Course, count: int) -> None:
    """Right, wrong and half-right work that takes a while, and one file that is no notebook."""
    slow = {"square": "import time\ntime.sleep(0.3)\ndef square(x):\n    return x * x"}
    for number in range(count):
        submit(course, f"s{number}", [RIGHT, WRONG, slow][number % 3], at="2026-11-01 10:00:00 UTC")
    (submit(course, "broken") / "cubes.ipynb").write_text("no notebook")


def pids(address: str) -> list[int]:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def test_a_cluster_gives_the_same_scores_though_a_worker_is_killed(
    course: Course, address: str, tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    hand_in(course, 12)
    shutil.copytree(course.root, tmp_path / "local")
    local = open_course(tmp_path / "local")
    killed: list[int] = []

    def kill_one(progress: Progress) -> None:
        if progress.done >= 4 and not killed:
            killed.append(pids(address)[0])
            os.kill(killed[0], signal.SIGKILL)

    on_cluster = grade(course, cluster=address, on_progress=kill_one)
    at_home = grade(local)
    assert killed
    assert killed[0] not in pids(address)
    assert on_cluster.graded == 25
    assert [(row.student, row.notebook, row.score, row.reason) for row in on_cluster.rows] == [
        (row.student, row.notebook, row.score, row.reason) for row in at_home.rows
    ]
    rows = gradebook_rows(course)
    assert rows == gradebook_rows(local)
    assert len(rows["notebooks"]) == len({row[:2] for row in rows["notebooks"]}) == 26
    record_property(
        "shown", f"Dask cluster, a worker killed in mid-run: {on_cluster.graded} notebooks graded, each once"
    )


def test_what_is_graded_is_not_sent_to_the_cluster_again(course: Course, address: str) -> None:
    submit(course, "ana", RIGHT)
    grade(course, cluster=address)
    again = grade(course, cluster=address)
    assert {row.status for row in again.rows} == {"already graded"}


def test_work_that_ends_its_workers_is_left_ungraded_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask
    from distributed import LocalCluster

    # A lambda travels by value: the workers do not know this file.
    monkeypatch.setattr("coursekit.grading.cluster.grade_bytes", lambda *_: os._exit(1))
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as one,
        open_cluster(one.scheduler_address, Settings("process", Limits(), "auto")) as cluster,
    ):
        (outcome,) = cluster.grade([Submission("ana", "ps1", "squares", b"{}", b"{}")])
    assert not outcome.graded
    assert "workers of the cluster ended" in outcome.reason


def test_a_cluster_that_loses_all_its_workers_stops_clean(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    hand_in(course, 6)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:

        def take_away(progress: Progress) -> None:
            if progress.done == 4:
                monkeypatch.setattr("coursekit.grading.cluster.FIRST_WORKER_SECONDS", 3.0)
                cluster.scale(0)

        with pytest.raises(CourseKitError, match="Found no worker"):
            grade(course, cluster=cluster.scheduler_address, on_progress=take_away)
    assert {row[0] for row in gradebook_rows(course)["submissions"]}


def test_an_address_where_nobody_answers_is_told_in_seconds(course: Course) -> None:
    submit(course, "ana", RIGHT)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        begin = time.monotonic()
        with pytest.raises(CourseKitError, match="Found no cluster at"):
            grade(course, cluster=f"tcp://127.0.0.1:{unused.getsockname()[1]}")
    assert time.monotonic() - begin < 60
    assert not (course.root / "autograded").exists()


@pytest.mark.parametrize("address", ["nonsense", "ftp://host:1", "tcp://no.such.host.invalid:8786"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    settings = Settings("process", Limits(), "auto")
    with pytest.raises(CourseKitError, match="Found no cluster at"), open_cluster(address, settings):
        pytest.fail("opened")


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr("coursekit.grading.cluster.FIRST_WORKER_SECONDS", 1.0)
    settings = Settings("process", Limits(), "auto")
    with (
        LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as cluster,
        pytest.raises(CourseKitError, match="Found no worker"),
        open_cluster(cluster.scheduler_address, settings),
    ):
        pytest.fail("opened")


def test_workers_without_walls_are_told_before_anything_is_graded(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_here(_: str) -> None:
        from coursekit.grading.walls import no_walls

        raise no_walls("simulated")

    monkeypatch.setattr("coursekit.grading.cluster.require_walls", lambda level: none_here(level))
    with (
        pytest.raises(CourseKitError, match="no way to wall in"),
        open_cluster(address, Settings("full", Limits(), "auto")),
    ):
        pytest.fail("opened")


def test_a_scheduler_that_ends_in_mid_run_stops_clean(course: Course) -> None:
    from distributed import LocalCluster

    hand_in(course, 6)
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0", silence_logs=50)

    def end(progress: Progress) -> None:
        if progress.done == 4:
            cluster.close()

    with pytest.raises(CourseKitError, match="Lost the cluster"):
        grade(course, cluster=cluster.scheduler_address, on_progress=end)
    kept = {row[0] for row in gradebook_rows(course)["submissions"]}
    found = grade(course)
    assert kept
    assert {row.student for row in found.rows if row.status == "already graded"} == kept
    assert found.graded == 13


def test_another_isolation_is_refused_before_connecting(course: Course) -> None:
    with (
        pytest.raises(UsageError, match="isolation"),
        open_grader(course, workers=0, isolation="strong", cell_seconds=0, checks="auto", cluster="x"),
    ):
        pytest.fail("opened")
