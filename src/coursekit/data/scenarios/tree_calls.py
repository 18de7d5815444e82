"""A fitted decision tree in words, and four customers whom it ranks as no shortcut does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.messages import text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.random import RandomState

LETTERS = "ABCD"
STRICT, LOOSE, LAST = 2000, 3000, 4000  # draws after which less is asked of the four


def branches(tree: Any, columns: list[str], language: str | None = None) -> list[str]:
    """A fitted ``DecisionTreeClassifier`` as lines: a question answered yes or no, or an end with its counts."""
    grown = tree.tree_
    lines = []

    def walk(node: int, depth: int) -> None:
        margin = "      " * depth
        if grown.children_left[node] < 0:
            count = int(grown.n_node_samples[node])
            quiet = round(count * float(grown.value[node][0][1]))
            lines.append(margin + text("scenarios_methods.tree_end", language, quiet=quiet, count=count))
            return
        for word, child in (("yes", grown.children_left[node]), ("no", grown.children_right[node])):
            asked = {"column": columns[grown.feature[node]], "cut": int(grown.threshold[node])}
            lines.append(margin + text(f"scenarios_methods.tree_{word}", language, **asked))
            walk(int(child), depth + 1)

    walk(0, 0)
    return lines


def ends(tree: Any, customers: pd.DataFrame, *, turned: bool = False) -> pd.DataFrame:
    """Where each customer ends: ``share`` and number (``quiet``) of the past customers there who went quiet.

    ``turned`` takes yes for no at the first question.
    """
    import pandas as pd

    grown, rows = tree.tree_, []
    for values in customers.to_numpy().tolist():
        node, turn = 0, turned
        while grown.children_left[node] >= 0:
            yes = values[grown.feature[node]] <= grown.threshold[node]
            node, turn = (grown.children_left if yes != turn else grown.children_right)[node], False
        share = float(grown.value[node][0][1])
        rows.append({"share": share, "quiet": share * int(grown.n_node_samples[node])})
    return pd.DataFrame(rows, index=customers.index).round(6)


def waiting(tree: Any, customers: pd.DataFrame, random_state: RandomState) -> pd.DataFrame:
    """Four customers, A to D, who end at four different shares.

    Where the tree allows it, ranking them by number instead of share, with the first answer turned, by the
    first column alone, or from the other end gives another order each.
    """
    import numpy as np

    here, there = ends(tree, customers), ends(tree, customers, turned=True)
    ranks = np.stack([here["share"], here["quiet"], there["share"], customers.iloc[:, 0], -here["share"]])
    for turn in range(LAST):
        rows = random_state.permutation(len(customers))[: len(LETTERS)]
        drawn = ranks[:, rows]
        untied = drawn if turn < STRICT else drawn[:1]
        orders = {tuple(order) for order in drawn.argsort(axis=1).tolist()}
        different = all(len(set(values)) == len(LETTERS) for values in untied.tolist())
        if different and (len(orders) == len(ranks) or turn >= LOOSE):
            break
    return customers.iloc[rows].set_axis(list(LETTERS))
