"""Five groups of half of the capstone's customers: how well they come back, and what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

LETTERS = tuple("ABCDE")
LIMITS = (0.0, 0.6, 0.75, 1.01)  # of the Jaccard index: not to be trusted, a pattern, stable (Hennig 2007)
DRAWS, TRIES = 15, 4


def bank(accounts: pd.DataFrame, random_state: RandomState) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Groups A to E with ``customers, seeds, jaccard``, and their profile (index: mean ÷ mean of all).

    k-means on logarithms of recency, frequency and monetary. ``jaccard`` is the mean over bootstrap draws, ``seeds``
    the mean over searches of the same customers with other seeds. Of at most four halves, the first is taken whose
    groups deserve different verdicts, and others than their seeds suggest.

    >>> from numpy.random import RandomState
    >>> from coursekit.data import company
    >>> from coursekit.data.scenarios import capstone
    >>> table, profile = bank(capstone.accounts(company.generate(1, scale=0.1)), RandomState(0))
    >>> table.index.tolist(), len(profile)
    (['A', 'B', 'C', 'D', 'E'], 5)
    """
    import numpy as np
    import pandas as pd

    logs = np.log1p(accounts[["recency", "frequency", "monetary"]])
    shape = (logs - logs.mean()) / logs.std()
    for _ in range(TRIES):
        half = shape.iloc[random_state.permutation(len(shape))[: len(shape) // 2]]
        table, group = _searched(half, random_state)
        verdicts, tempting = (
            pd.cut(table[column], list(LIMITS), right=False) for column in ("jaccard", "seeds")
        )
        if verdicts.nunique() > 1 and not verdicts.equals(tempting):
            break
    return table, profile(accounts.loc[half.index], group)


def profile(accounts: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Index of each group: its mean, or share, ÷ that of all, to two decimals."""
    numbers = accounts[["recency", "frequency", "basket_size"]].assign(
        discount=accounts["discount"].eq("much"),
        service=accounts["service"].eq("much"),
        organisation=accounts["kind"].eq("organisation"),
    )
    numbers = numbers.astype(float)
    return (numbers.groupby(group).mean() / numbers.mean()).round(2).rename_axis("group")


def _searched(half: pd.DataFrame, random_state: RandomState) -> tuple[pd.DataFrame, pd.Series]:
    """The table of one half, and the letter of each of its customers."""
    import numpy as np
    import pandas as pd

    from coursekit.segment import cluster, stability

    runs: list[pd.Series] = []

    def five(columns: pd.DataFrame, chance: RandomState) -> pd.Series:
        runs.append(cluster.k_means(columns, len(LETTERS), chance, n_init=3).labels)
        return runs[-1]

    found = stability.bootstrap_stability(
        half, len(LETTERS), random_state, resamples=DRAWS, fit=five
    ).clusters
    letter = dict(zip(found.index, random_state.permutation(list(LETTERS)).tolist(), strict=True))
    group = pd.Series(runs[0].to_numpy(), index=half.index).map(letter)
    table = pd.DataFrame(
        {"customers": found["size"].astype(int), "jaccard": found["jaccard"].round(2)}
    ).rename(index=letter)
    again = [five(half, np.random.RandomState(seed)) for seed in (1, 2, 3)]
    alike = {
        name: np.mean(
            [max(_jaccard(group.eq(name), run.eq(other)) for other in run.unique()) for run in again]
        )
        for name in table.index
    }
    table.insert(1, "seeds", pd.Series(alike).round(2))
    return table.sort_index().rename_axis("group"), group


def _jaccard(one: pd.Series, other: pd.Series) -> float:
    """Customers in both ÷ customers in either."""
    return float((one & other).sum() / (one | other).sum())
