"""Data sets that somebody offers, each with four facts of which one at most stands against using it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

TRADES = ("tea", "books", "gym", "pharmacy", "bicycles", "flowers", "laundry")
FACTS = ("source", "licence", "contents", "purpose")
STANDS_AGAINST = (3, 4)  # numbers of the wordings that forbid the use; 1 and 2 allow it


@dataclass(frozen=True)
class DataOffer:
    """A data set with a title; ``wordings`` holds the number of the wording of each of the four facts."""

    trade: str
    wordings: tuple[int, int, int, int]

    def told(self, language: str | None = None) -> list[str]:
        """The title, then a line for each fact: a source, b licence, c contents, d purpose."""
        title = text(f"scenarios_provenance.title_{self.trade}", language)
        facts = [
            text(f"scenarios_provenance.{fact}_{number}", language)
            for fact, number in zip(FACTS, self.wordings, strict=True)
        ]
        return [title, *(f"{letter}) {fact}" for letter, fact in zip("abcd", facts, strict=True))]


def offers(random_state: RandomState) -> list[DataOffer]:
    """Five offers in different trades: nothing stands against one, its contents against another, any fact or none against the rest.

    >>> from numpy.random import RandomState
    >>> [sum(n in STANDS_AGAINST for n in offer.wordings) for offer in offers(RandomState(1))]
    [1, 0, 1, 1, 1]
    """
    trades = [TRADES[int(i)] for i in random_state.permutation(len(TRADES))[:5]]
    further = [int(i) for i in random_state.randint(0, len(FACTS) + 1, 3)]
    against = [None, FACTS.index("contents"), *(i if i < len(FACTS) else None for i in further)]
    made = []
    for trade, place in zip(trades, random_state.permutation(len(against)), strict=True):
        numbers = [int(n) for n in random_state.randint(1, 3, len(FACTS))]
        forbidden = against[int(place)]
        if place == 0:
            numbers[0] = 2  # simulated, says so, and wanted for practice: nothing stands against it
        if forbidden is not None:
            numbers[forbidden] = STANDS_AGAINST[random_state.randint(2)]
        made.append(DataOffer(trade, (numbers[0], numbers[1], numbers[2], numbers[3])))
    return made
