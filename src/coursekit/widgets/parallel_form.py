"""A trainee's own test before and after the course: two parallel forms, kept on this computer only."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Literal

from coursekit.errors import UsageError
from coursekit.messages import text
from coursekit.widgets.quiz import STYLE

Form = Literal[1, 2]
OPTIONS = "abc"
# The two forms ask for the same eight ideas with other facts, which turn the answer in half of them.
RIGHT: dict[Form, str] = {1: "abcacbba", 2: "bacaccbb"}
FILE = ".coursekit-form-{form}.json"  # in the course's folder; git ignores it and nothing sends it anywhere


class ParallelForm:
    """Eight questions without feedback; the answers are written to one small file in the course's folder.

    The first answers stand: a form that has been kept is not overwritten. Form 2 shows the gain over form 1,
    in points. Raises UsageError for a form other than 1 and 2.
    """

    def __init__(self, form: Form, *, language: str = "en", folder: Path | None = None) -> None:
        import ipywidgets as widgets

        if form not in RIGHT:
            raise UsageError(f"Found form {form!r}.", "Expected 1 or 2.")
        self.form, self.language = form, language
        self.folder = course_folder() if folder is None else folder
        wide = widgets.Layout(width="100%", max_width="46em")
        self.choices: list[Any] = []
        parts: list[Any] = [widgets.HTML(STYLE)]
        for number in range(1, len(RIGHT[form]) + 1):
            heading = text("quiz.question", language, number=number, count=len(RIGHT[form]))
            asked = self._say(f"form_{form}_{number}")
            options = [*(self._say(f"option_{number}_{letter}") for letter in OPTIONS), self._say("unknown")]
            choice = widgets.RadioButtons(options=options, index=None, layout=wide)
            self.choices.append(choice)
            ask = widgets.HTML(f"<strong>{heading}</strong> {escape(asked)}", layout=wide)
            parts.append(widgets.VBox([ask, choice]))
        self.button = widgets.Button(
            description=self._say("keep"), layout=widgets.Layout(width="max-content", align_self="flex-start")
        ).add_class("ck-keep")
        self.button.on_click(lambda _button: self.keep())
        self.status = widgets.HTML(layout=wide)
        self.box = widgets.VBox([*parts, self.button, self.status]).add_class("ck-quiz")
        if kept(form, self.folder) is not None:
            self._settle()

    def choose(self, question: int, option: int) -> None:
        """Choose an option, both counted from 0, as a click does; option 3 is 'I do not know yet'."""
        self.choices[question].index = option

    def keep(self) -> None:
        """Write the answers, unless this form has been kept before, and show what there is to show."""
        open_questions = [str(n) for n, choice in enumerate(self.choices, start=1) if choice.index is None]
        if open_questions:
            self._tell("open", numbers=", ".join(open_questions))
            return
        if kept(self.form, self.folder) is None:
            answers = "".join((OPTIONS + "?")[choice.index] for choice in self.choices)
            content = {"form": self.form, "kept_on": date.today().isoformat(), "answers": answers}
            path = self.folder / FILE.format(form=self.form)
            path.write_text(json.dumps(content) + "\n", encoding="utf-8")
        self._settle()

    def _settle(self) -> None:
        """Close the form; form 1 keeps its result for the end of the course."""
        self.button.disabled = True
        for choice in self.choices:
            choice.disabled = True
        first, last = kept(1, self.folder), kept(2, self.folder)
        file = FILE.format(form=self.form)
        if self.form == 1:
            self._tell("kept", file=file)
        elif first is None or last is None:
            self._tell("no_first", right=score(2, last or ""), count=len(RIGHT[2]), file=FILE.format(form=1))
        else:
            before, after = score(1, first), score(2, last)
            self._tell("gain", before=before, after=after, count=len(RIGHT[2]), points=f"{after - before:+d}")

    def _tell(self, key: str, **facts: object) -> None:
        self.status.value = f'<div class="ck-quiz-feedback" role="status">{self._say(key, **facts)}</div>'

    def _say(self, key: str, **facts: object) -> str:
        return text(f"parallel_form.{key}", self.language, **facts)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)


def score(form: Form, answers: str) -> int:
    """How many answers (a letter a question, '?' for 'I do not know yet') are right.

    >>> score(1, "abc?????")
    3
    """
    return sum(given == right for given, right in zip(answers, RIGHT[form], strict=False))


def kept(form: Form, folder: Path) -> str | None:
    """The answers kept for ``form`` in ``folder``; None where there are none, or none that can be read."""
    try:
        content = json.loads((folder / FILE.format(form=form)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    answers = content.get("answers") if isinstance(content, dict) else None
    return answers if isinstance(answers, str) and len(answers) == len(RIGHT[form]) else None


def course_folder(start: Path | None = None) -> Path:
    """The nearest folder, upwards from ``start`` (default: here), that holds ``lessons``; else ``start`` itself."""
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / "lessons").is_dir()), here)
