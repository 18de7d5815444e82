"""A tree in words, and four customers who tell a share from a number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

from coursekit.data.scenarios.tree_calls import branches, ends, waiting
from coursekit.messages import LANGUAGES


@pytest.fixture(scope="module")
def past():
    rs = np.random.RandomState(5)
    table = pd.DataFrame({"recency": rs.randint(0, 365, 200), "orders": rs.randint(1, 20, 200)})
    gone = rs.random_sample(200) < 0.1 + 0.5 * (table["recency"] > 150) - 0.08 * (table["orders"] > 8)
    return table, gone.to_numpy()


@pytest.fixture(scope="module")
def tree(past):
    return DecisionTreeClassifier(max_depth=3, min_samples_leaf=8, random_state=1).fit(*past)


def test_shares_are_the_trees_own_forecasts(tree, past):
    assert np.allclose(ends(tree, past[0])["share"], tree.predict_proba(past[0])[:, 1], atol=1e-6)


def test_turning_the_first_answer_sends_everybody_to_the_other_side(tree, past):
    right, turned = ends(tree, past[0]), ends(tree, past[0], turned=True)
    assert (right != turned).any(axis=1).mean() > 0.5


@pytest.mark.parametrize("seed", range(20))
def test_the_four_end_at_different_shares_and_no_shortcut_ranks_them_right(tree, past, seed):
    four = waiting(tree, past[0], np.random.RandomState(seed))
    here = ends(tree, four)
    assert here["share"].nunique() == 4
    for shortcut in (here["quiet"], ends(tree, four, turned=True)["share"], four["recency"], -here["share"]):
        assert shortcut.to_numpy().argsort().tolist() != here["share"].to_numpy().argsort().tolist()


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_the_tree_account_for_everybody(tree, past, language):
    lines = branches(tree, list(past[0].columns), language)
    leaves = tree.get_n_leaves()
    assert len(lines) == leaves + 2 * (leaves - 1)
    assert sum("recency" in line or "orders" in line for line in lines) == 2 * (leaves - 1)
