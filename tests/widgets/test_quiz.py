"""Check-yourself questions."""

from __future__ import annotations

import pytest

from coursekit.errors import UsageError
from coursekit.widgets.quiz import Question, Quiz

RECENCY = Question(
    "What does a recency of 0 say?",
    {
        "No order": "Then there is no recency.",
        "Bought on that day": "Zero days ago.",
        "Lapsed": "Far from it.",
    },
    right=1,
)
TIES = Question("Who ties?", {"<b>": "First.", "b": "Second.", "c": "Third."}, right=2)


def test_nothing_is_chosen_at_the_start() -> None:
    quiz = Quiz([RECENCY, TIES])
    assert [choice.index for choice in quiz.choices] == [None, None]
    assert [answer.value for answer in quiz.feedback] == ["", ""]


def test_a_wrong_option_gets_its_own_feedback() -> None:
    quiz = Quiz([RECENCY])
    quiz.choose(0, 2)
    assert "Not this one." in quiz.feedback[0].value
    assert "Far from it." in quiz.feedback[0].value
    assert quiz.right == 0


def test_the_right_option_counts_until_another_is_chosen() -> None:
    quiz = Quiz([RECENCY, TIES])
    quiz.choose(1, 2)
    assert (quiz.right, quiz.total.value[:4]) == (1, "1 of")
    quiz.choose(1, 0)
    assert quiz.right == 0


def test_feedback_speaks_chinese() -> None:
    quiz = Quiz([RECENCY], language="zh")
    quiz.choose(0, 1)
    assert "正确。" in quiz.feedback[0].value


def test_the_verdict_is_announced_to_screen_readers() -> None:
    quiz = Quiz([RECENCY])
    quiz.choose(0, 0)
    assert 'role="status"' in quiz.feedback[0].value


def test_a_question_shows_as_a_widget() -> None:
    shown = Quiz([RECENCY])._repr_mimebundle_(include=None, exclude=None)
    assert "application/vnd.jupyter.widget-view+json" in shown


@pytest.mark.parametrize(
    ("options", "right", "complaint"),
    [
        ({"a": "x", "b": "y"}, 0, "Found 2 options"),
        ({"a": "x", "b": "y", "c": "z"}, 3, "number 3 is right"),
        ({"a": "x", "b": " ", "c": "z"}, 0, "no feedback for 'b'"),
    ],
)
def test_a_question_that_cannot_teach_is_refused(options: dict[str, str], right: int, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        Question("Which?", options, right)
