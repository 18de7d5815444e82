"""Stock nbgrader as a grader gives outcomes of the engine's shape."""

from __future__ import annotations

import os

import pytest
from grading_courses import CUBES, RIGHT, SQUARES, answered, notebook

from coursekit.grading import stock
from coursekit.grading.prepared import prepared
from coursekit.grading.submission import Outcome, Submission

pytestmark = pytest.mark.slow


def submission(
    student: str, cells: list[dict[str, object]], answers: dict[str, str], **more: object
) -> Submission:
    import json

    source = prepared(notebook(cells))
    held = json.dumps(answered(json.loads(source), answers)).encode()
    given: dict[str, object] = {"source": source, "submitted": held, "files": {"scale.txt": b"1.0"}} | more
    return Submission(student, "ps1", "n", **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    asks = {
        "cube": "import os\ncube = {k: v for k, v in os.environ.items() if 'COURSEKIT_' in k}\nraise ValueError(cube)"
    }
    return list(
        stock.grade(
            [
                submission("ana", SQUARES, RIGHT),
                submission("ana", SQUARES, RIGHT | {"square": "def square(x):\n    return 2"}),
                submission("b/../b", CUBES, asks, environment={"COURSEKIT_TRAINEE": "b"}),
                submission("eve", CUBES, {}, submitted=b"not a notebook"),
            ]
        )
    )


def test_scores_of_every_question_in_order(outcomes: list[Outcome]) -> None:
    assert [(s.grade_id, s.score, s.max_score, s.where) for s in outcomes[0].scores] == [
        ("square-test", 2.0, 2.0, "inside"),
        ("sums-test", 1.5, 3.0, "inside"),
        ("why", None, 4.0, "manual"),
        ("task", None, 5.0, "manual"),
    ]
    assert outcomes[0].isolation == "none"


def test_a_failed_test_says_why(outcomes: list[Outcome]) -> None:
    assert outcomes[1].scores[0].message == "square(2) is not 4"


def test_the_trainee_is_in_the_environment_for_that_submission_only(outcomes: list[Outcome]) -> None:
    assert b"'COURSEKIT_TRAINEE': 'b'" in outcomes[2].autograded
    assert "COURSEKIT_TRAINEE" not in os.environ


def test_an_unreadable_file_has_a_reason_and_no_scores(outcomes: list[Outcome]) -> None:
    assert "not a Jupyter notebook" in outcomes[3].reason
    assert outcomes[3].scores == ()


def test_without_the_graft_nbgrader_gives_its_own_reason() -> None:
    [found] = stock.grade([submission("eve", CUBES, {}, submitted=b"not a notebook")], graft=False)
    assert found.reason.startswith("nbgrader could not grade this notebook")
