"""Accounts on a list of low value, each with three facts about why they are on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    from numpy.random import RandomState

ACCOUNTS = ("bakery", "school", "flowers", "workshop", "ward", "office", "bureau", "hotel")
WORDINGS = 3
# since, cost, ties: each first, second, third or no fact that speaks for the account
PLANS = (
    ("new", "theirs", "free"),
    ("new", "theirs", "tied"),
    ("old", "ours", "free"),
    ("old", "ours", "tied"),
    ("old", "theirs", "tied"),
    ("old", "theirs", "free"),
    ("old", "theirs", "free"),
)


@dataclass(frozen=True)
class Account:
    """A customer on the list: since when ('new', 'old'), whose fault the cost is ('ours', 'theirs'), 'tied' or 'free'."""

    name: str
    since: str
    cost: str
    ties: str
    spoken: tuple[int, int, int]

    def told(self, language: str | None = None) -> list[str]:
        """Who it is, then a line for each fact."""
        facts = (("since", self.since), ("cost", self.cost), ("ties", self.ties))
        return [
            text(f"scenarios_low_value.name_{self.name}", language),
            *(
                text(f"scenarios_low_value.{fact}_{kind}_{number}", language)
                for (fact, kind), number in zip(facts, self.spoken, strict=True)
            ),
        ]


def accounts(random_state: RandomState) -> list[Account]:
    """One account for each of PLANS, in random order, with different names.

    >>> from numpy.random import RandomState
    >>> len(accounts(RandomState(1)))
    7
    """
    names = [ACCOUNTS[int(at)] for at in random_state.permutation(len(ACCOUNTS))]
    made = []
    for name, at in zip(names, random_state.permutation(len(PLANS)), strict=False):
        since, cost, ties = PLANS[int(at)]
        a, b, c = (int(number) + 1 for number in random_state.randint(WORDINGS, size=3))
        made.append(Account(name, since, cost, ties, (a, b, c)))
    return made
