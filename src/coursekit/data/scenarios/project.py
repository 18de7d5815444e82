"""A classification project: its steps out of order, and incidents that keep or break one of the four cautions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

PHASES = ("criteria", "collect", "tidy", "classify", "strategy", "train", "evaluate")
STEPS = {  # wordings of each phase, and how many of them a project has
    "criteria": (2, 1),
    "collect": (4, 2),
    "tidy": (3, 2),
    "classify": (2, 1),
    "strategy": (2, 1),
    "train": (2, 1),
    "evaluate": (2, 1),
}
CAUTIONS = ("confidentiality", "flexibility", "objectivity", "timeliness")
WORDINGS = 3


@dataclass(frozen=True)
class Step:
    """One step of a project; ``wording`` names its phase."""

    wording: str

    def told(self, language: str | None = None) -> str:
        """The step in words."""
        return text(f"scenarios_criteria.step_{self.wording}", language)


@dataclass(frozen=True)
class Incident:
    """Something that happened: ``wording`` and a number that fills it."""

    wording: str
    number: int

    def told(self, language: str | None = None) -> str:
        """The incident in words."""
        return text(f"scenarios_criteria.incident_{self.wording}", language, number=self.number)


def steps(random_state: RandomState) -> list[Step]:
    """Nine steps in disorder: criteria, two of collecting, two of tidying, and the four that follow.

    >>> from numpy.random import RandomState
    >>> len(steps(RandomState(1)))
    9
    """
    found = []
    for phase in PHASES:
        wordings, wanted = STEPS[phase]
        found += [Step(f"{phase}_{int(i)}") for i in random_state.permutation(wordings)[:wanted]]
    return [found[int(i)] for i in random_state.permutation(len(found))]


def phase(step: Step) -> str:
    """The phase of the workflow that ``step`` belongs to."""
    return step.wording.rpartition("_")[0]


def incidents(random_state: RandomState, count: int = 6) -> list[Incident]:
    """``count`` incidents: each caution broken once, and at least one that looks like a breach and is none.

    >>> from numpy.random import RandomState
    >>> len(incidents(RandomState(1)))
    6
    """
    kept = [f"kept_{name}" for name in CAUTIONS]
    more = [kept[int(i)] for i in random_state.permutation(len(kept))[: count - len(CAUTIONS)]]
    names = [*(f"{name}_{random_state.randint(WORDINGS)}" for name in CAUTIONS), *more]
    return [
        Incident(names[int(i)], int(random_state.randint(3, 10))) for i in random_state.permutation(count)
    ]


def broken(incident: Incident) -> str:
    """The caution that ``incident`` breaks, or 'none'."""
    return "none" if incident.wording.startswith("kept_") else incident.wording.rpartition("_")[0]


def suspected(incident: Incident) -> str:
    """The caution that ``incident`` has to do with, broken or kept."""
    return (
        incident.wording.removeprefix("kept_") if incident.wording.startswith("kept_") else broken(incident)
    )
