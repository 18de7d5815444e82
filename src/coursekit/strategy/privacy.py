"""Who can be picked out of a table, and who a rule picks: k-anonymity, smallest cell, selection ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.errors import DataError, UsageError
from coursekit.faults import expect_columns

if TYPE_CHECKING:
    import pandas as pd

FOUR_FIFTHS = 0.8


@dataclass(frozen=True)
class Anonymity:
    """A table's cells: ``people``, ``cells``, ``smallest`` (its k), people who stand alone, people in cells ``below`` k."""

    people: int
    cells: int
    smallest: int
    unique: int
    below: int


def cell_sizes(people: pd.DataFrame, by: Sequence[str]) -> pd.Series[int]:
    """For each row, how many people share its values of the columns ``by``, the person included; same index.

    Missing is a value like another: 'has not told' also tells somebody apart. With no column everybody is in one cell.

    >>> import pandas as pd
    >>> cell_sizes(pd.DataFrame({"age": [30, 30, 41], "sex": ["F", "F", "M"]}), ["age", "sex"]).tolist()
    [2, 2, 1]
    """
    import pandas as pd

    expect_columns(people, list(by), "the people")
    if not by:
        return pd.Series(len(people), index=people.index, name="cell_size")
    return people.groupby(list(by), dropna=False, observed=True)[by[0]].transform("size").rename("cell_size")


def anonymity(people: pd.DataFrame, by: Sequence[str], k: int = 5) -> Anonymity:
    """k-anonymity of ``people`` for the columns ``by`` that others may know (quasi-identifiers). Sweeney 2002.

    A table is k-anonymous when each combination that occurs is shared by k people or more: ``smallest`` is the largest
    such k. One row a person. It says nothing of what the people of a cell have in common: if all of them owe money,
    the cell tells it of each (Machanavajjhala et al. 2007). Nor is it 匿名化 in the sense of the Chinese law
    (PIPL art. 73), which asks that nobody can be identified and nothing be restored. Raises DataError for an empty
    table and UsageError for k below 1.

    >>> import pandas as pd
    >>> anonymity(pd.DataFrame({"age": [30, 30, 41], "sex": ["F", "F", "M"]}), ["age", "sex"], k=2)
    Anonymity(people=3, cells=2, smallest=1, unique=1, below=1)
    """
    if k < 1:
        raise UsageError(f"Found k = {k}.", "Expected 1 or more.")
    if not len(people):
        raise DataError("Found no people.", "Expected one row a person.")
    sizes = cell_sizes(people, by)
    cells = round(float((1 / sizes).sum()))
    return Anonymity(len(people), cells, int(sizes.min()), int((sizes == 1).sum()), int(sizes.lt(k).sum()))


def suppress(people: pd.DataFrame, by: Sequence[str], k: int) -> pd.DataFrame:
    """The rows in cells of ``k`` people or more: what may be handed on when the rest is held back.

    >>> import pandas as pd
    >>> suppress(pd.DataFrame({"age": [30, 30, 41]}), ["age"], 2)["age"].tolist()
    [30, 30]
    """
    if k < 1:
        raise UsageError(f"Found k = {k}.", "Expected 1 or more.")
    return people[cell_sizes(people, by).ge(k)]


def selection_ratios(chosen: pd.Series[bool], group: pd.Series) -> pd.DataFrame:
    """How often each group is chosen, against the group chosen most: n, chosen, rate, ratio, below_four_fifths.

    ratio = rate / highest rate, missing when nobody is chosen. Four fifths is a rule of thumb of US employment law
    (Uniform Guidelines on Employee Selection Procedures 1978, 29 CFR 1607.4 D): a reason to look, no verdict. It is no
    test of Chinese or European law, it says nothing of *why*, and with few people chance alone goes below it.
    Missing groups are left out. Raises DataError when the two are not of the same people.

    >>> import pandas as pd
    >>> chosen = pd.Series([True, True, False, False, True, False, False, False])
    >>> selection_ratios(chosen, pd.Series(list("AAAABBBB")))["ratio"].tolist()
    [1.0, 0.5]
    """
    if not chosen.index.equals(group.index):
        raise DataError("Found choices and groups of different people.", "Expected the same index.")
    if bool(chosen.isna().any()):
        raise DataError("Found people neither chosen nor left.", "Expected true or false for everybody.")
    counts = chosen.astype(bool).groupby(group, observed=True).agg(["size", "sum"])
    table = counts.set_axis(["n", "chosen"], axis=1).astype(int).rename_axis("group")
    rate = table["chosen"] / table["n"]
    highest = float(rate.max())
    ratio = rate / highest if highest > 0 else rate * float("nan")
    return table.assign(rate=rate, ratio=ratio, below_four_fifths=ratio < FOUR_FIFTHS - 1e-12)
