"""A course folder is read as nbgrader reads it, also one that has never heard of coursekit."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from grading_courses import CONFIG, SQUARES, notebook, submit

from coursekit.errors import CourseFolderError, UsageError
from coursekit.grading.course import Course, open_course, read_roster
from coursekit.grading.gradebook import Gradebook
from coursekit.grading.handed_in import HandedIn, read_handed_in


def handed_in(course: Course, student: str = "ana") -> HandedIn:
    return read_handed_in(course, "ps1", student, ["cubes", "squares"], course.files("ps1"), "en")


def course_in(root: Path, config: str = CONFIG, *, source: str = "source/ps1") -> Course:
    (root / source).mkdir(parents=True)
    (root / source / "squares.ipynb").write_bytes(notebook(SQUARES))
    (root / "nbgrader_config.py").write_text(config)
    return open_course(root)


def test_sources_files_and_paths_are_found(course: Course) -> None:
    assert course.assignments == ("ps1",)
    assert list(course.notebooks("ps1")) == ["cubes", "squares"]
    assert course.files("ps1") == {"scale.txt": b"1.0"}
    assert course.folder("autograded", "ana", "ps1") == course.root / "autograded" / "ana" / "ps1"
    assert course.db_url == f"sqlite:///{course.root}/gradebook.db"


def test_directory_structure_language_and_relative_database_are_honoured(tmp_path: Path) -> None:
    config = (
        "import os\nc = get_config()\nlanguage = os.environ.get('COURSE_LANG', 'en')\n"
        "c.CourseDirectory.source_directory = 'solutions'\n"
        "c.CourseDirectory.directory_structure = '{nbgrader_step}/' + language + '/{student_id}/{assignment_id}'\n"
        "c.CourseDirectory.db_url = 'sqlite:///grades-' + language + '.db'\n"
    )
    (tmp_path / "solutions" / "zh" / "ps1").mkdir(parents=True)
    (tmp_path / "solutions" / "zh" / "ps1" / "squares.ipynb").write_bytes(notebook(SQUARES, "zh"))
    (tmp_path / "nbgrader_config.py").write_text(config)
    found = open_course(tmp_path, language="zh")
    assert found.assignments == ("ps1",)
    assert found.db_url == f"sqlite:///{tmp_path}/grades-zh.db"
    assert found.folder("submitted", "ana", "ps1") == tmp_path / "submitted" / "zh" / "ana" / "ps1"
    assert found.notebook_language(found.source("ps1", "squares")) == "zh"
    assert os.environ.get("COURSE_LANG") is None


def test_timeouts_permissions_and_limits_come_from_the_configuration(tmp_path: Path) -> None:
    more = "c.ExecutePreprocessor.timeout = 7\nc.Autograde.permissions = 640\nc.CourseDirectory.max_file_size = 2\n"
    found = course_in(tmp_path, CONFIG + more)
    assert (found.cell_seconds, found.permissions, found.file_limit) == (7.0, 0o640, 2000)


def test_source_for_grading_has_hidden_tests_and_no_answers(course: Course) -> None:
    held = course.source("ps1", "squares").decode()
    assert "BEGIN HIDDEN TESTS" in held
    assert "return x * x" not in held
    assert "even functions" not in held


def test_current_folder_and_path_are_left_as_they_were(course: Course) -> None:
    before = os.getcwd(), sys.path[:]
    open_course(course.root)
    assert (os.getcwd(), sys.path) == before


@pytest.mark.parametrize(
    ("given", "words"), [("missing", "Found no folder"), (".", "is not a course folder")]
)
def test_a_folder_that_is_no_course_is_refused(tmp_path: Path, given: str, words: str) -> None:
    with pytest.raises(CourseFolderError, match=words):
        open_course(tmp_path / given)


def test_an_unknown_assignment_is_refused_with_those_there_are(course: Course) -> None:
    with pytest.raises(CourseFolderError, match="one of: ps1"):
        course.notebooks("../ps1")


def test_a_misspelt_assignment_is_refused_with_the_nearest_names_and_another_with_all(tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    names = [f"ex{number:02}-{topic}" for number, topic in enumerate(["tags", "rules", "audit"] * 6, start=1)]
    for name in names:
        (tmp_path / "source" / name).mkdir(parents=True)
        (tmp_path / "source" / name / f"{name}.ipynb").write_text("{}")
    made = open_course(tmp_path)
    with pytest.raises(CourseFolderError, match="one of: ex17-rules, ") as near:
        made.require_assignment("EX17-ruls")
    assert "ex01-tags" not in str(near.value)
    with pytest.raises(CourseFolderError) as far:
        made.require_assignment("homework")
    assert all(name in str(far.value) for name in names)


def test_a_language_that_the_course_does_not_speak_is_refused_by_its_name(course: Course) -> None:
    with pytest.raises(UsageError, match=r"Found --lang 'fr'\. Expected one of en, zh"):
        open_course(course.root, language="fr")


def test_an_assignment_that_was_not_released_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match="Release the exercise first"):
        Gradebook(course_in(tmp_path).db_url, "ps1")


def test_a_source_with_a_grade_id_twice_is_refused(course: Course) -> None:
    (course.root / "source" / "ps1" / "cubes.ipynb").write_bytes(notebook([SQUARES[2], SQUARES[2]]))
    with pytest.raises(CourseFolderError, match=r"cubes.ipynb: Found the grade id square more than once"):
        course.source("ps1", "cubes")


def test_a_source_that_nbgrader_refuses_is_refused_with_its_reason(course: Course) -> None:
    cell = SQUARES[2] | {"source": "### BEGIN SOLUTION"}
    (course.root / "source" / "ps1" / "cubes.ipynb").write_bytes(notebook([cell]))
    with pytest.raises(CourseFolderError, match="no end solution statement"):
        course.source("ps1", "cubes")


def test_a_broken_configuration_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseFolderError, match="configuration"):
        course_in(tmp_path, "c = get_config()\nc.CourseDirectory.ignore = 3\n")


def test_notebooks_files_and_time_of_a_submission_are_read(course: Course) -> None:
    submit(course, "ana", at="2026-11-01 10:00:00 UTC")
    found = handed_in(course)
    assert sorted(found.notebooks) == ["cubes", "squares"]
    assert found.files["scale.txt"] == b"1.0"
    assert str(found.timestamp) == "2026-11-01 10:00:00"
    assert not found.reasons


def test_the_instructors_file_wins_over_the_trainees(course: Course) -> None:
    folder = submit(course, "ana")
    (folder / "scale.txt").write_text("99")
    (folder / "own.txt").write_text("mine")
    assert handed_in(course).files == {"scale.txt": b"1.0", "own.txt": b"mine"}


def test_a_trainees_folder_cannot_take_the_place_of_the_instructors_file(course: Course) -> None:
    folder = submit(course, "ana")
    (folder / "scale.txt").unlink()
    (folder / "scale.txt").mkdir()
    (folder / "scale.txt" / "x").write_text("1")
    assert handed_in(course).files == {"scale.txt": b"1.0"}


def test_links_are_not_followed(course: Course, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("salt")
    folder = submit(course, "ana")
    (folder / "stolen.txt").symlink_to(secret)
    (folder / "cubes.ipynb").unlink()
    (folder / "cubes.ipynb").symlink_to(course.root / "source" / "ps1" / "cubes.ipynb")
    found = handed_in(course)
    assert "stolen.txt" not in found.files
    assert "is a link" in found.reasons["cubes"]
    assert "left out" in found.notes["squares"][0]


def test_a_linked_folder_is_not_followed(course: Course) -> None:
    submit(course, "ben")
    (course.root / "submitted" / "ana").symlink_to(course.root / "submitted" / "ben")
    found = handed_in(course)
    assert not found.notebooks
    assert "link to another place" in found.reasons["squares"]


def test_a_pipe_in_place_of_the_notebook_does_not_block(course: Course) -> None:
    folder = submit(course, "ana")
    (folder / "cubes.ipynb").unlink()
    os.mkfifo(folder / "cubes.ipynb")
    assert "not a regular file" in handed_in(course).reasons["cubes"]


def test_a_renamed_notebook_is_recognised(course: Course) -> None:
    folder = submit(course, "ana")
    (folder / "cubes.ipynb").rename(folder / "Cubes (1).ipynb")
    found = handed_in(course)
    assert "cubes" in found.notebooks
    assert "Cubes (1).ipynb" in found.notes["cubes"][0]


def test_a_missing_notebook_has_a_reason(course: Course) -> None:
    folder = submit(course, "ana")
    for path in folder.glob("*.ipynb"):
        path.unlink()
    assert (
        "no notebook cubes.ipynb in what was handed in (found: scale.txt)"
        in handed_in(course).reasons["cubes"]
    )


def test_huge_files_beside_are_left_out(course: Course) -> None:
    course.directory.max_file_size = 1
    folder = submit(course, "ana")
    (folder / "big.bin").write_bytes(b"x" * 2000)
    assert "big.bin" not in handed_in(course).files


def test_a_huge_notebook_is_not_read_whole(course: Course) -> None:
    folder = submit(course, "ana")
    with (folder / "cubes.ipynb").open("wb") as stream:
        stream.truncate(1 << 33)
    assert len(handed_in(course).notebooks["cubes"]) == 20_000_001


@pytest.mark.parametrize("student", ["李雷", "o'brien", "a b", "x@y.z", "[1]", "*"])
def test_odd_student_ids_are_found(course: Course, student: str) -> None:
    submit(course, "ben")
    submit(course, student)
    assert student in course.students_with_folder("ps1")
    assert not handed_in(course, student).reasons


def test_an_id_that_no_gradebook_can_hold_has_a_reason(course: Course) -> None:
    submit(course, "x" * 200)
    assert "not a usable id" in handed_in(course, "x" * 200).reasons["squares"]


@pytest.mark.parametrize("student", ["..", ".", "a/../b"])
def test_a_path_is_no_student_id(course: Course, student: str) -> None:
    assert "not a usable id" in handed_in(course, student).reasons["squares"]


@pytest.mark.parametrize("content", ["", "yesterday", "9999-99-99"])
def test_a_timestamp_that_cannot_be_read_is_none(course: Course, content: str) -> None:
    submit(course, "ana", at=content or " ")
    assert handed_in(course).timestamp is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_roster_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("id,first_name,last_name,email\ns1,雷,李,\n\n".encode(encoding))
    assert read_roster(path) == {"s1": {"first_name": "雷", "last_name": "李", "email": ""}}


@pytest.mark.parametrize(
    ("content", "words"), [("name\nx\n", "no column 'id'"), ("id\na\na\n", "twice"), ("", "no column")]
)
def test_a_roster_that_cannot_be_used_is_refused(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "roster.csv").write_text(content)
    with pytest.raises(CourseFolderError, match=words):
        read_roster(tmp_path / "roster.csv")


def test_class_settings_are_read_and_faults_told(course: Course) -> None:
    assert course.class_settings == {}
    (course.root / "class.toml").write_text('id = "spring"\nsalt = ')
    with pytest.raises(CourseFolderError, match=r"class.toml"):
        _ = open_course(course.root).class_settings


def test_submitted_notebooks_are_valid_json_of_the_release(course: Course) -> None:
    submit(course, "ana")
    assert "BEGIN HIDDEN" not in json.dumps(json.loads(handed_in(course).notebooks["squares"]))
