"""Check-yourself questions: choose an option, read why it is right or wrong, choose again."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from coursekit.errors import UsageError
from coursekit.messages import text

STYLE = """<style>
.ck-quiz .widget-radio-box label { height: auto; line-height: 1.45; white-space: normal; padding: 3px 0;
  display: flex; align-items: center; font-size: var(--jp-content-font-size1, 14px); }
.ck-quiz .widget-radio-box input { order: -1; flex: none; margin: 0 8px 0 0; }
.ck-quiz .widget-html-content { line-height: 1.5; white-space: normal; height: auto;
  font-size: var(--jp-content-font-size1, 14px); }
.ck-quiz-feedback { border-left: 4px solid #56B4E9; padding: 4px 10px; margin: 2px 0 10px; }
.ck-quiz-feedback[data-right=yes] { border-color: #009E73; }
.ck-quiz-feedback[data-right=no] { border-color: #D55E00; }
</style>"""


@dataclass(frozen=True)
class Question:
    """A question, its options with the feedback that each gets, and the position of the right one.

    Raises UsageError when there are fewer than three options, one has no feedback, or ``right`` is none of them.

    >>> Question("Which letter is highest?", {"A": "A is best.", "B": "B is second.", "D": "D is last."}, right=0).right
    0
    """

    ask: str
    options: dict[str, str]
    right: int

    def __post_init__(self) -> None:
        if len(self.options) < 3 or not 0 <= self.right < len(self.options):
            raise UsageError(
                f"Found {len(self.options)} options, of which number {self.right} is right, in '{self.ask}'.",
                "Expected three options or more, counted from 0.",
            )
        silent = [option for option, feedback in self.options.items() if not feedback.strip()]
        if silent:
            raise UsageError(
                f"Found no feedback for '{silent[0]}' in '{self.ask}'.", "Expected one for each."
            )


class Quiz:
    """Questions as radio buttons, each option answered by its own feedback; nothing is recorded or graded."""

    def __init__(self, questions: list[Question], *, language: str = "en") -> None:
        import ipywidgets as widgets

        self.questions, self.language = questions, language
        wide = widgets.Layout(width="100%", max_width="46em")
        self.choices: list[Any] = []
        self.feedback: list[Any] = []
        self.total = widgets.HTML(layout=wide)
        parts: list[Any] = [widgets.HTML(STYLE)]
        for number, question in enumerate(questions):
            heading = text("quiz.question", language, number=number + 1, count=len(questions))
            asked = f"<strong>{heading}</strong> {escape(question.ask)}"
            choice = widgets.RadioButtons(options=list(question.options), index=None, layout=wide)
            answer = widgets.HTML(layout=wide)
            choice.observe(lambda _change, number=number: self._answer(number), names="index")
            self.choices.append(choice)
            self.feedback.append(answer)
            block = widgets.VBox([widgets.HTML(asked, layout=wide), choice, answer])
            parts.append(block.add_class(f"ck-quiz-question-{number + 1}"))
        self.box = widgets.VBox([*parts, self.total]).add_class("ck-quiz")

    def choose(self, question: int, option: int) -> None:
        """Choose an option, both counted from 0, as a click does."""
        self.choices[question].index = option

    @property
    def right(self) -> int:
        """How many questions now have their right option chosen."""
        return sum(
            choice.index == question.right
            for choice, question in zip(self.choices, self.questions, strict=True)
        )

    def _answer(self, number: int) -> None:
        question, chosen = self.questions[number], self.choices[number].index
        right = chosen == question.right
        verdict = text("quiz.right" if right else "quiz.wrong", self.language)
        why = list(question.options.values())[chosen]
        self.feedback[number].value = (
            f'<div class="ck-quiz-feedback" role="status" data-right="{"yes" if right else "no"}">'
            f"<strong>{verdict}</strong> {escape(why)}</div>"
        )
        self.total.value = text("quiz.answered", self.language, right=self.right, count=len(self.questions))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)
