"""Customers who buy no more, each with what is known of the cause, and a randomised trial of contacting them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

CAUSES = ("unknown", "failed", "price", "cycle", "gone")
CUSTOMERS = ("household", "factory", "office", "clinic")
ACTIONS = ("ask", "improve", "offer", "care", "let be")
GROUPS = ("failed", "habit", "price", "season", "unknown")


@dataclass(frozen=True)
class Silence:
    """A customer of whom nothing is heard, and the ``cause``; prices in CNY a year where the cause is 'price'.

    ``ours``: what they paid, ``theirs``: what another supplier asks, ``cost``: what serving them costs us.
    """

    customer: str
    cause: str
    ours: int = 0
    theirs: int = 0
    cost: int = 0

    def told(self, language: str | None = None) -> str:
        """Customer and facts in words."""
        facts = {"ours": f"{self.ours:,}", "theirs": f"{self.theirs:,}", "cost": f"{self.cost:,}"}
        who = _say(f"{self.customer}_who", language)
        return _say(
            "silence", language, who=who, fact=_say(f"{self.customer}_{self.cause}", language, **facts)
        )


def silences(random_state: RandomState) -> list[Silence]:
    """Eight silent customers, two of each type; every cause occurs, and price both with and without a margin left.

    >>> from numpy.random import RandomState
    >>> {silence.cause for silence in silences(RandomState(1))} == set(CAUSES)
    True
    """
    while True:
        drawn = [
            (customer, CAUSES[int(at)])
            for customer in CUSTOMERS
            for at in random_state.permutation(len(CAUSES))[:2]
        ]
        causes = [cause for _, cause in drawn]
        if set(causes) == set(CAUSES) and causes.count("price") == 2:
            break
    earning = iter(bool(sign) for sign in random_state.permutation(2))
    cases = [
        _priced(random_state, customer, next(earning)) if cause == "price" else Silence(customer, cause)
        for customer, cause in drawn
    ]
    return [cases[int(at)] for at in random_state.permutation(len(cases))]


def _priced(random_state: RandomState, customer: str, earning: bool) -> Silence:
    ours = int(random_state.randint(40, 90)) * 100
    theirs = ours - int(random_state.randint(5, 10)) * 100
    margin = int(random_state.randint(2, 6)) * 100
    return Silence(customer, "price", ours, theirs, theirs - margin if earning else theirs + margin)


def trial(random_state: RandomState, size: int = 1200) -> pd.DataFrame:
    """A trial by lot among customers who had left: ``customer_id, group`` (the cause)``, contacted, returned``.

    One group returns often by itself, one seldom whatever is done; which, changes with the variant.

    >>> from numpy.random import RandomState
    >>> trial(RandomState(1), 4).columns.tolist()
    ['customer_id', 'group', 'contacted', 'returned']
    """
    import numpy as np
    import pandas as pd

    # (share returning alone, what a contact adds)
    kinds = ((0.62, 0.01), (0.05, 0.015), (0.12, 0.20), (0.25, 0.11), (0.3, -0.08))
    order = random_state.permutation(len(kinds))
    group = random_state.randint(len(GROUPS), size=size)
    contacted = random_state.random_sample(size) < 0.5
    alone, added = (np.array([kinds[int(at)][part] for at in order])[group] for part in (0, 1))
    returned = random_state.random_sample(size) < alone + added * contacted
    return pd.DataFrame(
        {
            "customer_id": [f"C{number:05d}" for number in range(1, size + 1)],
            "group": np.array(GROUPS, dtype=object)[group],
            "contacted": contacted,
            "returned": returned,
        }
    )


def _say(key: str, language: str | None, **facts: object) -> str:
    return text(f"scenarios_win_back.{key}", language, **facts)
