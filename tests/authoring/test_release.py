from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursekit.authoring import notebooks, release
from coursekit.errors import CourseFolderError, UsageError

EXERCISE = Path("ex04-rfm/ex04-rfm.ipynb")
ANSWER = "def f(x):\n    ### BEGIN SOLUTION\n    return x.rank(method='min')\n    ### END SOLUTION"
TEST = "assert f\n### BEGIN HIDDEN TESTS\nassert f(three) == forty_two\n### END HIDDEN TESTS"


@pytest.fixture
def course(make, tmp_path):
    """One exercise in both languages, with the course's own nbgrader configuration."""
    shutil.copy(Path(__file__).parents[2] / "nbgrader_config.py", tmp_path)
    for language in ("en", "zh"):
        make.write(
            tmp_path / "solutions" / language / EXERCISE,
            make.graded("answer", "score", ANSWER, practises=["M2.11"]),
            make.graded("test", "score-test", TEST, points=2),
            make.graded("manual", "memo", "The model answer of the instructor.", points=3),
        )
    return tmp_path


@pytest.mark.slow
def test_a_release_holds_stubs_in_its_language_and_none_of_the_answers(course):
    assert release.release_all(course) == ["en/ex04-rfm", "zh/ex04-rfm"]
    english, chinese = (
        notebooks.read(course / "exercises" / lang / EXERCISE)["cells"] for lang in ("en", "zh")
    )
    assert [cell["source"] for cell in english] == [
        "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError",
        "assert f",
        "YOUR ANSWER HERE",
    ]
    assert "\u5728\u8fd9\u91cc\u4f5c\u7b54" in chinese[2]["source"]
    assert release.leaks(course, "en") == release.leaks(course, "zh") == []
    assert release.out_of_date(course, "en") == []
    assert not (course / "gradebook.db").exists()


@pytest.mark.slow
def test_a_release_goes_out_of_date_with_its_source(make, course):
    release.generate(course, course, "en")
    make.write(
        course / "solutions/en" / EXERCISE,
        make.graded("test", "score-test", TEST.replace("assert f\n", "assert g\n"), points=2),
    )
    (course / "exercises/en/left-over.txt").write_text("x")
    stale = release.out_of_date(course, "en")
    assert stale == [
        f"exercises/en/{EXERCISE}: out of date; run: python -m coursekit.authoring release",
        "exercises/en/left-over.txt: has no source in solutions/; remove it",
    ]


@pytest.mark.slow
def test_one_exercise_is_made_and_the_others_are_left_alone(make, course):
    other = course / "exercises/en/ex01-other/notes.txt"
    other.parent.mkdir(parents=True)
    other.write_text("half finished")
    name = release.names(course, "en")[0]
    assert release.release_all(course, [name]) == [f"en/{name}", f"zh/{name}"]
    assert other.read_text() == "half finished"
    assert (course / "exercises/en" / name).is_dir()


def test_an_exercise_that_is_not_there_is_told(course):
    with pytest.raises(UsageError, match="ex99"):
        release.release_all(course, ["ex99"])


@pytest.mark.slow
def test_what_nbgrader_refuses_is_told_with_its_reason(make, course):
    make.write(course / "solutions/en" / EXERCISE, make.graded("answer", "score", "### BEGIN SOLUTION\n3"))
    with pytest.raises(CourseFolderError, match=r"ex04-rfm: .*no end solution statement found"):
        release.generate(course, course, "en")


@pytest.mark.parametrize(
    "line",
    [
        "    return x.rank(method='min')",
        "assert f(three) == forty_two",
        "The model answer of the instructor.",
    ],
)
def test_a_released_secret_line_is_found(make, course, line):
    make.write(course / "exercises/en" / EXERCISE, make.prose("hint", f"Look:\n\n{line}"))
    assert [(b.cell, b.detail) for b in release.leaks(course, "en")] == [("hint", line.strip())]


def test_a_solution_line_that_the_prompt_shows_is_no_secret(make, tmp_path):
    shown = make.prose("prompt", "return x.rank(method='min')")
    assert release.secret_lines([shown, make.graded("answer", "score", ANSWER)]) == set()
