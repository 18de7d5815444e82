"""Decisions that fall on a person, a household, a firm or a group, whichever the facts say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

UNITS = ("person", "household", "firm", "group")
FALLS_ON = {  # topic -> whom the decision falls on in its first and in its second wording
    "voucher": ("person", "household"),
    "survey": ("household", "person"),
    "evening": ("person", "household"),
    "reminder": ("household", "person"),
    "discount": ("group", "firm"),
    "credit": ("firm", "group"),
    "manager": ("group", "firm"),
    "tour": ("firm", "person"),
    "certificate": ("person", "group"),
}
AT_HOME = ("voucher", "survey", "evening", "reminder")


@dataclass(frozen=True)
class Decision:
    """Something to be decided about customers; ``wording`` (0 or 1) says which facts hold."""

    topic: str
    wording: int

    def told(self, language: str | None = None) -> str:
        """The decision and its facts in words."""
        return text(f"scenarios_units.{self.topic}_{'ab'[self.wording]}", language)


def decisions(random_state: RandomState, count: int = 6) -> list[Decision]:
    """``count`` (at least 4) decisions on different matters; each of the four units is the right one at least once.

    >>> from numpy.random import RandomState
    >>> len({decision.topic for decision in decisions(RandomState(1))})
    6
    """
    topics = list(FALLS_ON)
    while True:
        chosen = [topics[int(i)] for i in random_state.permutation(len(topics))[:count]]
        drawn = [
            Decision(topic, int(w))
            for topic, w in zip(chosen, random_state.randint(0, 2, count), strict=True)
        ]
        if {FALLS_ON[decision.topic][decision.wording] for decision in drawn} == set(UNITS):
            return drawn
