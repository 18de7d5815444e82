"""Who got which letter: tables in which one criterion explains every row, and another all but one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

CRITERIA = ("nature", "place", "size", "behaviour", "state")
CUSTOMERS = 8
MOST_ALIKE = 6  # of the other criteria, none may agree with the letters in more rows than this


@dataclass(frozen=True)
class Treatment:
    """``sides``: for each criterion, on which of two sides each customer stands; ``letters``: 'A' or 'B'."""

    sides: dict[str, tuple[int, ...]]
    letters: tuple[str, ...]

    def frame(self, language: str | None = None) -> pd.DataFrame:
        """One row a customer: its value by each criterion, and the letter that it got."""
        import pandas as pd

        columns = {
            name: [text(f"scenarios_criteria.value_{name}_{side}", language) for side in sides]
            for name, sides in self.sides.items()
        }
        index = pd.Index(range(1, len(self.letters) + 1), name="customer")
        return pd.DataFrame({**columns, "letter": self.letters}, index=index)

    def agrees(self, name: str) -> int:
        """In how many rows the letter is the one usual on that side of the criterion ``name``."""
        together = 0
        for side in (0, 1):
            got = [letter for letter, own in zip(self.letters, self.sides[name], strict=True) if own == side]
            together += max(got.count("A"), got.count("B"))
        return together


def treatments(random_state: RandomState, count: int = 2) -> list[Treatment]:
    """``count`` tables, each explained by another criterion; in each, a second one fits all rows but one.

    >>> from numpy.random import RandomState
    >>> [sorted(map(table.agrees, CRITERIA))[-2:] for table in treatments(RandomState(1))]
    [[7, 8], [7, 8]]
    """
    order = [CRITERIA[int(i)] for i in random_state.permutation(len(CRITERIA))]
    return [_treatment(random_state, order[number], order[number - 1]) for number in range(count)]


def _treatment(random_state: RandomState, explains: str, nearly: str) -> Treatment:
    while True:
        deciding = [int(side) for side in random_state.permutation([0, 0, 0, 0, 1, 1, 1, 1])]
        exception = int(random_state.randint(CUSTOMERS))
        almost = [side ^ (place == exception) for place, side in enumerate(deciding)]
        sides = {name: tuple(int(s) for s in random_state.randint(0, 2, CUSTOMERS)) for name in CRITERIA}
        sides |= {explains: tuple(deciding), nearly: tuple(almost)}
        turned = int(random_state.randint(2))
        table = Treatment(sides, tuple("AB"[side ^ turned] for side in deciding))
        others = [table.agrees(name) for name in CRITERIA if name not in (explains, nearly)]
        if max(others) <= MOST_ALIKE and all(0 < sum(own) < CUSTOMERS for own in sides.values()):
            return table
