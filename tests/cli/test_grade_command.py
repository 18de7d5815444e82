"""``coursekit grade`` with input that cannot work: one sentence, exit status 2, nothing written, no traceback."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from coursekit import cli


def _courses() -> ModuleType:
    """The real course folders of the grading tests."""
    if "grading_courses" not in sys.modules:
        path = Path(__file__).parents[1] / "grading" / "courses.py"
        spec = importlib.util.spec_from_file_location("grading_courses", path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[spec.name])
    return sys.modules["grading_courses"]


courses = _courses()


@dataclass
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


Run = Callable[..., Answer]
PROCESS = ("--isolation", "process", "--workers", "1")
COURSEKIT = (sys.executable, "-c", "from coursekit.cli import main; main()")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``coursekit`` with these arguments as the shell would."""

    def command(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["coursekit", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        code = end.value.code
        return Answer(code if isinstance(code, int) else 0, captured.out, captured.err)

    return command


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released course with two submissions; copy it before writing."""
    root: Path = tmp_path_factory.mktemp("cli") / "demo"
    made = courses.make(root)
    courses.submit(made, "ana", courses.RIGHT)
    courses.submit(made, "ben", courses.WRONG)
    return root


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """A course folder of this test's own."""
    shutil.copytree(template, tmp_path / "demo")
    return tmp_path / "demo"


def contents(root: Path) -> dict[str, str]:
    """Every file below ``root`` with its digest."""
    files = [path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in files}


def refused(run: Run, root: Path, words: str, *more: str, exercise: str = "ps1") -> None:
    """The command is refused in words that say why, and leaves the folder as it was."""
    before = contents(root)
    answer = run("grade", exercise, "--course", str(root), "--isolation", "process", *more)
    assert answer.status == 2, answer
    assert words in answer.err
    assert answer.err.startswith("coursekit: ")
    assert len(answer.err.strip().splitlines()) == 1
    assert "Traceback" not in answer.err + answer.out
    assert answer.out.strip() == ""
    assert contents(root) == before


def edit_source(root: Path, grade_id: str, old: str, new: str) -> None:
    path = root / "source" / "ps1" / "squares.ipynb"
    held = json.loads(path.read_text())
    for cell in held["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            assert old in cell["source"]
            cell["source"] = cell["source"].replace(old, new)
    path.write_text(json.dumps(held))


def test_a_folder_that_is_no_course_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(run, tmp_path / "empty", "is not a course folder")


def test_a_folder_that_does_not_exist_is_told(run: Run, tmp_path: Path) -> None:
    refused(run, tmp_path / "nowhere", "Found no folder")


def test_an_unknown_exercise_is_told_with_those_there_are(run: Run, root: Path) -> None:
    refused(run, root, "Found no exercise 'ps9'", exercise="ps9")


def test_an_exercise_that_was_not_released_is_told(run: Run, root: Path) -> None:
    shutil.copytree(root / "source" / "ps1", root / "source" / "ps2")
    shutil.copytree(root / "submitted" / "ana" / "ps1", root / "submitted" / "ana" / "ps2")
    refused(run, root, "ps2 has not been released", exercise="ps2")


def test_a_course_without_a_gradebook_is_told(run: Run, root: Path) -> None:
    (root / "gradebook.db").unlink()
    refused(run, root, "Found no gradebook")


def test_a_source_with_a_grade_id_twice_is_told(run: Run, root: Path) -> None:
    path = root / "source" / "ps1" / "squares.ipynb"
    held = json.loads(path.read_text())
    path.write_text(json.dumps(held | {"cells": [*held["cells"], held["cells"][-1] | {"id": "again"}]}))
    refused(run, root, "more than once in a source notebook")


def test_a_source_changed_since_its_release_is_told(run: Run, root: Path) -> None:
    path = root / "source" / "ps1" / "squares.ipynb"
    path.write_text(path.read_text().replace('"points": 3', '"points": 30'))
    refused(run, root, "it has changed since it was released")


def test_a_test_that_cannot_cross_is_refused_under_checks_outside(run: Run, root: Path) -> None:
    edit_source(root, "square-test", "assert", "import inspect\nassert inspect.getsource(square)\nassert")
    refused(run, root, "cannot run outside the trainee's process", "--checks", "outside")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--isolation", "strong"), "Expected one of full, process, none."),
        (("--checks", "inside"), "Expected one of auto, outside."),
        (("--db", "nonsense"), "Expected sqlite:///path or postgresql://"),
        (("--db", "oracle9://x/y"), "Expected sqlite:///path or postgresql://"),
        (("--student", "zoe"), "Found nothing handed in by 'zoe'"),
    ],
    ids=["isolation", "checks", "db", "dialect", "student"],
)
def test_an_option_that_cannot_work_is_told(run: Run, root: Path, more: tuple[str, ...], words: str) -> None:
    refused(run, root, words, *more)


def test_nothing_handed_in_is_told(run: Run, root: Path) -> None:
    shutil.rmtree(root / "submitted")
    refused(run, root, "Found no submissions for ps1")


def test_an_unreachable_cluster_is_told(run: Run, root: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{unused.getsockname()[1]}"
        refused(run, root, f"Found no cluster at {address}", "--cluster", address)


def test_an_unreachable_database_is_told(run: Run, root: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{unused.getsockname()[1]}"
        refused(
            run, root, "Found no database server", "--db", f"postgresql://teacher:s3cret@{address}/grades"
        )


def test_a_password_of_the_database_is_not_printed(run: Run, root: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"postgresql://teacher:s3cret@127.0.0.1:{unused.getsockname()[1]}/grades"
        answer = run("grade", "ps1", "--course", str(root), "--isolation", "process", "--db", url)
    assert answer.status == 2
    assert "s3cret" not in answer.err + answer.out


def test_a_machine_without_walls_is_told(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.grading.outer_wall.bubblewrap", lambda: None)
    refused(run, root, "accept less with --isolation process", "--isolation", "full")


def test_a_folder_that_cannot_be_written_is_told(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def read_only(path: object, flags: int, *rest: int, **more: object) -> int:
        if str(path).startswith(str(root)) and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(30, os.strerror(30))
        return real(path, flags, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", read_only)
    refused(run, root, "Cannot write in")


def test_somebody_who_is_not_on_the_roster_is_ungraded_and_the_others_graded(run: Run, root: Path) -> None:
    (root / "roster.csv").write_text("id,first_name,last_name,email\nana,Ana,Lopez,\n")
    answer = run("grade", "ps1", "--course", str(root), "--isolation", "process", "--json")
    assert answer.status == 1
    *rows, totals = map(json.loads, answer.out.splitlines())
    assert {row["status"] for row in rows if row["student"] == "ana"} == {"graded"}
    assert all("not on the roster" in row["reason"] for row in rows if row["student"] == "ben")
    assert (totals["graded"], totals["ungraded"]) == (2, 2)
    assert set(totals) == {"graded", "ungraded", "seconds"}
    assert not (root / "autograded" / "ben" / "ps1").exists()


def test_somebody_named_who_is_not_on_the_roster_is_refused(run: Run, root: Path) -> None:
    (root / "roster.csv").write_text("id,first_name,last_name,email\nana,Ana,Lopez,\n")
    refused(run, root, "Found 'ben' on no line of roster.csv", "--student", "ben")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode on this system")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_folder_whose_name_is_not_utf8_is_told_as_json(root: Path, encoding: str) -> None:
    shutil.copytree(root / "submitted" / "ana", root / "submitted" / "bad\udcff")
    done = subprocess.run(
        [*COURSEKIT, "grade", "ps1", "--course", str(root), "--isolation", "process", "--json"],
        env=os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "80"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    *rows, totals = map(json.loads, done.stdout.decode(encoding).splitlines())
    assert {row["status"] for row in rows if row["student"] == "bad\udcff"} == {"ungraded"}
    assert (totals["graded"], totals["ungraded"]) == (4, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize(
    ("sent", "status", "word"), [(signal.SIGTERM, 143, "stopped"), (signal.SIGINT, 130, "interrupted")]
)
def test_a_stopped_run_tidies_up_and_keeps_what_was_finished(
    root: Path, tmp_path: Path, sent: signal.Signals, status: int, word: str
) -> None:
    path = next((root / "submitted" / "ben" / "ps1").glob("squares.ipynb"))
    held = json.loads(path.read_bytes())
    for cell in held["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "sums":
            cell["source"] = "import time\ntime.sleep(600)"
    path.write_text(json.dumps(held))
    (tmp_path / "tmp").mkdir()
    with subprocess.Popen(
        [*COURSEKIT, "grade", "ps1", "--course", str(root), "--json", "--timeout", "300", *PROCESS],
        env=os.environ | {"TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell that runs the tests in the background has told them to ignore SIGINT
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stdout is not None
        finished = [json.loads(running.stdout.readline()) for _ in range(2)]
        before = list((tmp_path / "tmp").iterdir())
        running.send_signal(sent)
        _, said = running.communicate(timeout=60)
    assert {row["student"] for row in finished} == {"ana"}
    assert before
    assert running.returncode == status
    assert said.splitlines()[-1] == f"coursekit: {word}; what was finished is kept."
    assert list((tmp_path / "tmp").iterdir()) == []
    assert (root / "autograded" / "ana" / "ps1" / "squares.ipynb").is_file()


def test_all_graded_ends_with_status_0_and_a_line_for_each_notebook(run: Run, root: Path) -> None:
    answer = run("grade", "ps1", "--course", str(root), "--isolation", "process")
    assert answer.status == 0
    assert "4 graded, 0 ungraded" in answer.out
    assert answer.out.count("ana") == 2
