"""Reports of what a training did, and signals from a round of classes that change the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

VERDICTS = ("supported", "no comparison", "regression", "wrong level", "cannot tell", "missing")
WORDINGS = 3
CHANGES = ("update", "plan", "measure", "content", "form", "keep")
COURSES = ("grading", "complaints", "care", "stations", "records", "ward")
TODAY = date(2026, 3, 2)
PART_TWO, ENOUGH, AT_WORK = 75, 2.0, 50  # %, marks of 20, %


@dataclass(frozen=True)
class Report:
    """A claim about a training with its evidence: number ``wording`` of those with this ``verdict``."""

    verdict: str
    wording: int
    marks: int

    def told(self, language: str | None = None) -> str:
        """Claim and evidence in words."""
        facts = {
            "low": self.marks - 1,
            "high": self.marks + 1,
            "far_low": f"−{8 - self.marks}",
            "far_high": f"+{8 + self.marks}",
        }
        return _say(f"{self.verdict}_{self.wording}", language, marks=self.marks, **facts)


@dataclass(frozen=True)
class Round:
    """What was seen of a course: content due for a check, share at part two, effect with interval, share who do it."""

    course: str
    due: date
    part_two: int
    effect: float
    low: float
    high: float
    at_work: int

    def told(self, language: str | None = None) -> str:
        """The signals in words."""
        facts = {name: _signed(value) for name, value in vars(self).items() if isinstance(value, float)}
        return _say(
            "round", language, course=_say(f"course_{self.course}", language), due=self.due.isoformat(),
            part_two=self.part_two, at_work=self.at_work, **facts,
        )  # fmt: skip

    def change(self) -> str:
        """The first of CHANGES that the signals ask for."""
        if self.due < TODAY:
            return "update"
        if self.part_two < PART_TWO:
            return "plan"
        if self.low <= 0 and self.high >= ENOUGH:
            return "measure"
        if self.high < ENOUGH:
            return "content"
        return "form" if self.at_work < AT_WORK else "keep"


def reports(random_state: RandomState) -> list[Report]:
    """Eight reports, every verdict at least once.

    >>> from numpy.random import RandomState
    >>> len({report.verdict for report in reports(RandomState(1))})
    6
    """
    bank = [(verdict, wording) for verdict in VERDICTS for wording in range(1, WORDINGS + 1)]
    while True:
        picked = [bank[int(at)] for at in random_state.permutation(len(bank))[:8]]
        if {verdict for verdict, _ in picked} == set(VERDICTS):
            return [Report(verdict, wording, int(random_state.randint(2, 5))) for verdict, wording in picked]


def rounds(random_state: RandomState) -> list[Round]:
    """Six courses, each asking for another change; what comes first hides further signals in half of them.

    >>> from numpy.random import RandomState
    >>> sorted(found.change() for found in rounds(RandomState(1)))
    ['content', 'form', 'keep', 'measure', 'plan', 'update']
    """
    courses = [COURSES[int(at)] for at in random_state.permutation(len(COURSES))]
    drawn: list[Round] = []
    for course, wanted in zip(courses, CHANGES, strict=True):
        while True:
            found = _round(random_state, course)
            if found.change() == wanted and _telling(found, wanted):
                drawn.append(found)
                break
    return [drawn[int(at)] for at in random_state.permutation(len(drawn))]


def _telling(found: Round, wanted: str) -> bool:
    """Whether somebody who overlooks what decides would answer something else."""
    if wanted == "update":
        return found.part_two >= PART_TWO and found.low > 0 and found.at_work >= AT_WORK
    if wanted == "plan":
        return found.high < ENOUGH or found.at_work < AT_WORK
    if wanted == "measure":
        return found.effect >= ENOUGH and found.at_work >= AT_WORK
    return True


def _round(random_state: RandomState, course: str) -> Round:
    due = TODAY + timedelta(days=int(random_state.choice([-70, -40, -12, 25, 60, 140, 200])))
    effect = round(float(random_state.choice([0.4, 0.8, 1.1, 2.3, 2.6, 3.1])), 1)
    margin = round(float(random_state.choice([0.6, 0.8, 1.2, 2.9, 3.4])), 1)
    part_two, at_work = (
        int(share) for share in random_state.choice([38, 46, 58, 66, 70, 79, 84, 91], size=2)
    )
    return Round(course, due, part_two, effect, round(effect - margin, 1), round(effect + margin, 1), at_work)


def _signed(marks: float) -> str:
    return f"{marks:+.1f}".replace("-", "−")


def _say(key: str, language: str | None, **facts: object) -> str:
    return text(f"scenarios_training.{key.replace(' ', '_')}", language, **facts)
