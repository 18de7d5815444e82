"""Who is moved: effects by segment, customers who may leave, and offers whose order turns round by group."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

SEGMENTS = ("steady", "growing", "seasonal", "project", "occasional", "fading", "bargain", "demanding")
OFFERS = ("call", "letter")
# rate of the controls, uplift, half the interval (percentage points): what a segment of this kind may show
_KINDS: dict[str, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    "moved": ((10, 30), (9, 14), (3, 6)),
    "moved buyer": ((52, 65), (9, 14), (3, 6)),
    "sure": ((60, 75), (-2, 2), (4, 7)),
    "sure but small": ((55, 70), (3, 4), (1, 2)),
    "lost": ((4, 12), (-1, 2), (3, 5)),
    "unclear": ((12, 30), (7, 10), (11, 15)),
    "harmed": ((35, 48), (-14, -8), (3, 6)),
    "harmed buyer": ((55, 70), (-14, -8), (3, 6)),
    "perhaps harmed": ((15, 40), (-5, -3), (7, 10)),
}
WORTH = 6  # percentage points that an offer must add to pay


@dataclass(frozen=True)
class Paradox:
    """Call and letter by two strata: ``orders`` and ``sent`` for (call, letter) in each; ``known`` before or after.

    ``within`` is the offer that wins in both strata; the other wins overall.
    """

    known: str
    wording: int
    within: str
    orders: tuple[tuple[int, int], tuple[int, int]]
    sent: tuple[tuple[int, int], tuple[int, int]]

    @property
    def overall(self) -> str:
        """The offer with the higher share of orders in all."""
        call, letter = (
            sum(stratum[offer] for stratum in self.orders) / sum(stratum[offer] for stratum in self.sent)
            for offer in (0, 1)
        )
        return OFFERS[0] if call > letter else OFFERS[1]

    def told(self, language: str | None = None) -> str:
        """Who decided, and what the groups are, in words."""
        who = text(f"scenarios_trials.{'chosen' if self.known == 'before' else 'lot'}", language)
        stratum = text(f"scenarios_trials.{self.known}_{self.wording}", language)
        return text("scenarios_trials.paradox", language, who=who, stratum=stratum)

    def table(self) -> pd.DataFrame:
        """Orders, sent and per cent for call and letter: groups 1 and 2, and both."""
        import pandas as pd

        rows = {}
        for name, orders, sent in zip(("1", "2"), self.orders, self.sent, strict=True):
            rows[name] = [f"{b} / {n} = {b / n:.0%}" for b, n in zip(orders, sent, strict=True)]
        totals = [(sum(s[offer] for s in self.orders), sum(s[offer] for s in self.sent)) for offer in (0, 1)]
        rows["1 + 2"] = [f"{b} / {n} = {b / n:.0%}" for b, n in totals]
        return pd.DataFrame.from_dict(rows, orient="index", columns=list(OFFERS)).rename_axis("group")


def segments(random_state: RandomState) -> pd.DataFrame:
    """Eight segments in per cent: without, with, uplift, low, high (the offer pays from ``WORTH`` points on).

    Every one of the four groups occurs, and so do segments whose response, sign or interval alone would mislead.

    >>> from numpy.random import RandomState
    >>> segments(RandomState(1)).shape
    (8, 5)
    """
    import pandas as pd

    # one kind that may be left out, so that the counts of the groups differ between trainees
    left_out = str(random_state.choice(["moved buyer", "harmed buyer", "lost", "perhaps harmed"]))
    kinds = [kind for kind in _KINDS if kind != left_out]
    rows = []
    for at in random_state.permutation(len(kinds)):
        control, uplift, half = (
            int(random_state.randint(low, high + 1)) for low, high in _KINDS[kinds[int(at)]]
        )
        rows.append((control, control + uplift, uplift, uplift - half, uplift + half))
    names = [SEGMENTS[int(at)] for at in random_state.permutation(len(SEGMENTS))]
    index = pd.Index(names, name="segment")
    return pd.DataFrame(rows, columns=["without", "with", "uplift", "low", "high"], index=index)


def leavers(random_state: RandomState) -> pd.DataFrame:
    """Six segments in a trial of a visit: per cent that leave without and with it, CNY that staying is worth, CNY of cost.

    Highest risk, largest change, largest value and largest gain lie in different segments; one visit does harm.

    >>> from numpy.random import RandomState
    >>> len(leavers(RandomState(1)))
    6
    """
    import pandas as pd

    while True:
        without = random_state.choice(range(10, 80, 2), size=6, replace=False)
        change = random_state.choice([-8, -5, 1, 2, 4, 6, 8, 10, 12, 15, 18], size=6, replace=False)
        worth = random_state.choice(range(1000, 12_000, 500), size=6, replace=False)
        names = [SEGMENTS[int(at)] for at in random_state.permutation(len(SEGMENTS))[:6]]
        table = pd.DataFrame(
            {"leave_without": without, "leave_with": without - change, "worth": worth, "cost": 200},
            index=pd.Index(names, name="segment"),
        )
        gain = change / 100 * worth - 200
        best = gain.argmax()
        distinct = len({best, without.argmax(), change.argmax(), worth.argmax()}) == 4
        apart = sorted(gain)  # no two gains so close that a slip of the pen would decide
        clear = min(b - a for a, b in pairwise(apart)) > 30
        clear = clear and (gain > 0).sum() >= 3 and change.min() < 0
        if distinct and clear and (table["leave_with"] >= 0).all():
            return table


def paradoxes(random_state: RandomState) -> list[Paradox]:
    """Four comparisons whose sign flips by group: in two the group was known before, in two it came after.

    >>> from numpy.random import RandomState
    >>> sorted(case.known for case in paradoxes(RandomState(1)))
    ['after', 'after', 'before', 'before']
    """
    kinds = [(known, wording) for known in ("before", "after") for wording in (1, 2)]
    while True:
        winners = random_state.permutation([0, 1, 0, 1])
        order = [kinds[int(at)] for at in random_state.permutation(len(kinds))]
        better = {
            winner if known == "before" else 1 - winner
            for (known, _), winner in zip(order, winners, strict=True)
        }
        if len(better) == 2:  # neither offer is better everywhere
            return [
                _paradox(random_state, *kind, int(winner))
                for kind, winner in zip(order, winners, strict=True)
            ]


def _paradox(random_state: RandomState, known: str, wording: int, within: int) -> Paradox:
    hard, easy = int(random_state.randint(8, 16)), int(random_state.randint(45, 60))
    lead = [int(random_state.randint(4, 9)) for _ in range(2)]
    many, few = 100 * int(random_state.randint(7, 9)), 100 * int(random_state.randint(1, 3))
    total = many + few
    sent, orders = [], []
    for rate, more, n in ((hard, lead[0], many), (easy, lead[1], total - many)):
        pair_sent, pair_orders = [0, 0], [0, 0]
        for offer, number, per_cent in ((within, n, rate + more), (1 - within, total - n, rate)):
            pair_sent[offer], pair_orders[offer] = number, round(number * per_cent / 100)
        sent.append((pair_sent[0], pair_sent[1]))
        orders.append((pair_orders[0], pair_orders[1]))
    return Paradox(known, wording, OFFERS[within], (orders[0], orders[1]), (sent[0], sent[1]))
