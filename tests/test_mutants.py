"""Wrong answers must fail with the message meant for them; right answers written differently must pass.

An exercise takes part by putting files into ``tests/mutants/exNN/QUESTION/``: ``wrong_<name>.py``, whose
first line is ``# expects: <message key>`` (``key or key`` where it depends on the variant), and
``right_<name>.py``. Each holds the code of that question's answer cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from coursekit.authoring.exercise import Exercise, Session
from coursekit.messages import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "tests" / "mutants"
# Trainees on whose variant each misconception leads to a wrong answer: elsewhere it may happen to be right.
TRAINEES = ("bo", "fay", "lin")
EXPECTS = "# expects:"
LEAST = 2


@dataclass(frozen=True)
class Mutant:
    """One answer to try, wrong or right."""

    path: Path

    @property
    def exercise(self) -> str:
        return self.path.parts[-3]

    @property
    def question(self) -> str:
        return self.path.parts[-2]

    @property
    def wrong(self) -> bool:
        return self.path.name.startswith("wrong_")

    @property
    def expected(self) -> set[str]:
        """The message keys of which one must be given; empty for a right answer."""
        first = self.path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith(EXPECTS) == self.wrong, f"{self.path}: only wrong answers begin '{EXPECTS}'"
        return set(first.removeprefix(EXPECTS).strip().split(" or ")) if self.wrong else set()

    def __str__(self) -> str:
        return f"{self.exercise}-{self.question}-{self.path.stem}"


ALL = [Mutant(path) for path in sorted(MUTANTS.glob("ex*/*/*.py"))]
EXERCISES = sorted({mutant.exercise for mutant in ALL})
# until its Chinese twin is written, an exercise is tried in English alone
WRITTEN = [(lang, m) for lang in LANGUAGES for m in ALL if any(ROOT.glob(f"solutions/{lang}/{m.exercise}-*"))]


def notebook(exercise: str, language: str) -> Path:
    (path,) = ROOT.glob(f"solutions/{language}/{exercise}-*/*.ipynb")
    return path


@cache
def session(exercise: str, language: str, trainee: str) -> Session:
    return Exercise(notebook(exercise, language)).run(trainee)


# each answer on one trainee's variant, in turn: on all three the suite would run for minutes longer
TRIED = [(*written, TRAINEES[number % len(TRAINEES)]) for number, written in enumerate(WRITTEN)]


@pytest.mark.parametrize(("language", "mutant", "trainee"), TRIED, ids=str)
def test_answer_gets_the_verdict_it_deserves(language: str, mutant: Mutant, trainee: str) -> None:
    answer = mutant.path.read_text(encoding="utf-8")
    verdicts = session(mutant.exercise, language, trainee).answered(mutant.question, answer)
    told = {verdict.key: verdict.message for verdict in verdicts if not verdict.passed}
    if mutant.wrong:
        assert told, "the wrong answer passed every test"
        assert told.keys() <= mutant.expected, told
    else:
        assert not told


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_question_has_wrong_and_right_answers_to_try(exercise: str) -> None:
    questions = Exercise(notebook(exercise, "en")).questions
    for name, question in questions.items():
        tried = [m for m in ALL if m.exercise == exercise and m.question == name]
        wrong = sum(m.wrong for m in tried)
        if not question.manual:
            assert wrong >= LEAST, f"{name} has {wrong} wrong answers"
            assert len(tried) - wrong >= LEAST, f"{name} has {len(tried) - wrong} right answers"
    strangers = {m.question for m in ALL if m.exercise == exercise} - questions.keys()
    assert not strangers, f"answers to questions that do not exist: {strangers}"


@pytest.mark.parametrize("mutant", [m for m in ALL if m.wrong], ids=str)
def test_expected_messages_exist(mutant: Mutant) -> None:
    assert mutant.expected <= catalogue().keys()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_misconception_of_the_exercise_is_tried(exercise: str) -> None:
    """A message that no wrong answer brings about may be one that no trainee ever gets."""
    source = notebook(exercise, "en").read_text(encoding="utf-8")
    raised = {
        key for key in catalogue() if key.startswith(f"{exercise}.") and f'"{key}' in source.replace("\\", "")
    }
    expected = set().union(*(m.expected for m in ALL if m.exercise == exercise))
    untried = {key for key in raised - expected if "model_answer" not in key}
    assert not untried
