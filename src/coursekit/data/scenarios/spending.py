"""Groups to treat within a budget, pairs of products to judge: their figures decide."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

NAMES = "ABCDEFG"
VERDICTS = ("offer", "popular", "rare")
LEAST_LIFT, LEAST_SUPPORT = (
    1.1,
    0.01,
)  # a rule worth an offer has more than this lift, and this support or more
CLEAR = 0.97  # the second best choice of groups earns at most this share of the best


@dataclass(frozen=True)
class Group:
    """``customers`` who buy with probability ``treated`` or ``control``; ``margin`` and ``cost`` in CNY."""

    name: str
    customers: int
    treated: float
    control: float
    margin: int
    cost: int

    @property
    def profit(self) -> float:
        """Incremental profit of treating the whole group, CNY."""
        return self.customers * round((self.treated - self.control) * self.margin - self.cost, 6)

    @property
    def spent(self) -> int:
        """CNY that the group costs."""
        return self.customers * self.cost


@dataclass(frozen=True)
class Pair:
    """Of ``orders`` orders, ``with_x`` hold X, ``with_y`` hold Y and ``both`` hold both."""

    orders: int
    with_x: int
    with_y: int
    both: int

    @property
    def verdict(self) -> str:
        """'popular' without lift, 'rare' with too little support, else 'offer'."""
        if self.both * self.orders <= LEAST_LIFT * self.with_x * self.with_y:
            return "popular"
        return "rare" if self.both < LEAST_SUPPORT * self.orders else "offer"


def in_turn(groups: list[Group], budget: int, by: str) -> set[str]:
    """The groups taken in the order of ``by`` ('treated', 'control', 'head', 'yuan'), each whole while the money lasts."""
    keys = {
        "treated": lambda group: group.treated,
        "control": lambda group: group.control,
        "head": lambda group: group.profit / group.customers,
        "yuan": lambda group: group.profit / group.spent,
    }
    taken, left = set(), budget
    for group in sorted(groups, key=keys[by], reverse=True):
        if group.spent <= left and (group.profit > 0 or by in ("treated", "control")):
            taken.add(group.name)
            left -= group.spent
    return taken


def choices(groups: list[Group], budget: int) -> list[tuple[float, set[str]]]:
    """Every affordable set of whole groups with its profit, best first."""
    found = [
        (sum(group.profit for group in chosen), {group.name for group in chosen})
        for size in range(len(groups) + 1)
        for chosen in combinations(groups, size)
        if sum(group.spent for group in chosen) <= budget
    ]
    return sorted(found, key=lambda entry: -entry[0])


def groups(random_state: RandomState) -> tuple[int, list[Group]]:
    """A budget (CNY) and seven groups; one choice is clearly best, and neither response nor profit a head finds it.

    >>> from numpy.random import RandomState
    >>> budget, found = groups(RandomState(1))
    >>> best, second = choices(found, budget)[:2]
    >>> in_turn(found, budget, "treated") == best[1], second[0] < best[0]
    (False, True)
    """
    while True:
        names = [NAMES[int(i)] for i in random_state.permutation(len(NAMES))]
        found = [_group(random_state, name, number) for number, name in enumerate(names)]
        spent = sum(group.spent for group in found[:3])
        budget = -(-spent // 100) * 100
        (best, chosen), (second, _) = choices(found, budget)[:2]
        wrong = [in_turn(found, budget, by) for by in ("treated", "head")]
        positive = {group.name for group in found if group.profit > 0}
        if (
            second <= CLEAR * best
            and chosen == {group.name for group in found[:3]} == in_turn(found, budget, "yuan")
            and chosen not in wrong
            and wrong[0] != wrong[1]
            and chosen != positive
            and len({group.treated for group in found})
            == len({group.profit / group.customers for group in found})
            and len({group.treated for group in found}) == len(found)
        ):
            return budget, sorted(found, key=lambda group: group.name)


def _group(random_state: RandomState, name: str, number: int) -> Group:
    def between(least: int, most: int) -> int:
        return int(random_state.randint(least, most + 1))

    if number < 3:  # worth it
        control, margin, cost = between(5, 45), between(20, 60) * 10, between(5, 20)
        added = between(5, 12)
        customers = between(6, 20) * 10
    elif number == 3:  # dear: most profit a head, little for a yuan
        control, margin, cost, added, customers = (
            between(20, 40),
            300 * between(8, 12),
            400,
            20,
            between(3, 8),
        )
    elif number == 4:  # sure buyers: they answer most, and would have bought anyway
        control, margin, cost = between(60, 75), between(20, 60) * 10, between(8, 20)
        added, customers = between(0, 1), between(6, 20) * 10
    elif number == 5:  # better left alone
        control, margin, cost = between(35, 55), between(20, 60) * 10, between(5, 12)
        added, customers = -between(3, 8), between(6, 20) * 10
    else:  # moved a little: it pays, and less than others
        control, margin, cost, added, customers = between(5, 30), 500, between(12, 16), 4, between(8, 20) * 10
    return Group(name, customers, (control + added) / 100, control / 100, margin, cost)


def group_table(found: list[Group]) -> pd.DataFrame:
    """One row a group: customers, treated and control (shares that buy), margin and cost (CNY)."""
    import pandas as pd

    columns = ["customers", "treated", "control", "margin", "cost"]
    rows = [[getattr(group, column) for column in columns] for group in found]
    return pd.DataFrame(rows, columns=columns, index=pd.Index([group.name for group in found], name="group"))


def pairs(random_state: RandomState) -> list[Pair]:
    """Eight pairs: three worth an offer, three faked by a popular product, two too rare; none near a limit.

    >>> from numpy.random import RandomState
    >>> [sum(pair.verdict == verdict for pair in pairs(RandomState(1))) for verdict in VERDICTS]
    [3, 3, 2]
    """
    orders = int(random_state.randint(10, 31)) * 100
    wanted = ["offer"] * 3 + ["popular"] * 3 + ["rare"] * 2
    drawn = [_pair(random_state, orders, verdict) for verdict in wanted]
    return [drawn[int(i)] for i in random_state.permutation(len(drawn))]


def _pair(random_state: RandomState, orders: int, verdict: str) -> Pair:
    while True:
        if verdict == "popular":
            share_y, share_x, lift = (
                random_state.uniform(0.5, 0.8),
                random_state.uniform(0.05, 0.3),
                random_state.uniform(0.85, 1.06),
            )
        elif verdict == "offer":
            share_y, share_x, lift = (
                random_state.uniform(0.06, 0.2),
                random_state.uniform(0.08, 0.3),
                random_state.uniform(1.5, 4),
            )
        else:
            share_y, share_x, lift = (
                random_state.uniform(0.06, 0.2),
                random_state.uniform(0.005, 0.03),
                random_state.uniform(2, 5),
            )
        with_x, with_y = round(orders * share_x), round(orders * share_y)
        pair = Pair(orders, with_x, with_y, round(lift * with_x * with_y / orders))
        support, found = pair.both / orders, pair.both * orders / (with_x * with_y)
        clear = found <= 1.07 if verdict == "popular" else found >= 1.4
        apart = support >= 0.015 if verdict == "offer" else support <= 0.008 if verdict == "rare" else True
        if clear and apart and 2 <= pair.both < min(with_x, with_y):
            return pair


def pair_table(found: list[Pair]) -> pd.DataFrame:
    """One row a pair, numbered from 1: orders, with_x, with_y, both."""
    import pandas as pd

    columns = ["orders", "with_x", "with_y", "both"]
    rows = [[getattr(pair, column) for column in columns] for pair in found]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(range(1, len(found) + 1), name="pair"))
