"""Explorer of k-means, half step by half step."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.errors import DataError
from coursekit.segment import cluster
from coursekit.widgets.kmeans_steps import LAST, SCALES, STARTS, KMeansSteps

POINTS = pd.DataFrame(
    {
        "orders": [1.0, 2.0, 1.0, 20.0, 21.0, 22.0, 10.0],
        "spend": [10.0, 900.0, 20.0, 15.0, 920.0, 25.0, 940.0],
    },
    index=list("abcdefg"),
)
LABELS = ("orders (number)", "spend (CNY)")


@pytest.fixture
def explorer() -> KMeansSteps:
    return KMeansSteps(POINTS, LABELS)


def test_at_the_start_there_are_centres_and_no_groups(explorer: KMeansSteps) -> None:
    assert explorer.state["step"] == 0
    assert explorer.groups is None


def test_assigning_gives_each_customer_the_nearest_centre(explorer: KMeansSteps) -> None:
    explorer.state = {"step": 1, "k": 2, "scale": "z-score"}
    prepared = cluster.prepare(POINTS, "z-score").apply(POINTS).to_numpy()
    centres = explorer._now(explorer.state)[1]
    expected, _, within = cluster.lloyd_step(prepared, centres)
    assert explorer.groups is not None
    assert explorer.groups.tolist() == expected.tolist()
    assert explorer.within[1] == pytest.approx(within)


def test_moving_puts_centres_at_the_means_and_keeps_the_groups(explorer: KMeansSteps) -> None:
    explorer.state = {"step": 1, "k": 2}
    assigned = explorer.groups
    explorer.state = {"step": 2}
    assert assigned is not None
    assert explorer.groups is not None
    assert explorer.groups.equals(assigned)
    means = POINTS.groupby(assigned).mean().to_numpy()
    assert explorer._now(explorer.state)[1] == pytest.approx(means)


def test_after_the_last_change_further_steps_repeat_it(explorer: KMeansSteps) -> None:
    explorer.state = {"step": explorer.settled, "k": 3}
    explorer.state = {"step": explorer.settled}
    groups, finding = explorer.groups, explorer.summary.value
    explorer.state = {"step": LAST}
    assert groups is not None
    assert groups.equals(explorer.groups)
    assert explorer.summary.value == finding
    assert "Settled" in finding


@settings(max_examples=10, deadline=None)
@given(
    k=st.integers(2, 5),
    start=st.sampled_from(STARTS),
    seed=st.integers(1, 20),
    scale=st.sampled_from(SCALES),
    data=st.integers(0, 2**16),
)
def test_the_within_sum_of_squares_never_rises(k: int, start: str, seed: int, scale: str, data: int) -> None:
    rs = np.random.RandomState(data)
    frame = pd.DataFrame({"x": rs.gamma(2, 10, 40).round(1), "y": rs.gamma(1, 900, 40).round()})
    explorer = KMeansSteps(frame, ("x (units)", "y (units)"))
    explorer.state = {"k": k, "start": start, "seed": seed, "scale": scale}
    assert all(after <= before * (1 + 1e-9) for before, after in pairwise(explorer.within))
    assert explorer.within[-1] <= explorer.total


@settings(max_examples=6, deadline=None)
@given(
    k=st.integers(2, 5),
    start=st.sampled_from(STARTS),
    seed=st.integers(1, 20),
    order=st.permutations(range(7)),
)
def test_the_order_of_the_rows_does_not_matter(k: int, start: str, seed: int, order: list[int]) -> None:
    one, other = KMeansSteps(POINTS, LABELS), KMeansSteps(POINTS.iloc[order], LABELS)
    for explorer in (one, other):
        explorer.state = {"k": k, "start": start, "seed": seed, "step": 5}
    assert one.groups is not None
    assert other.groups is not None
    assert one.groups.equals(other.groups.reindex(one.groups.index))


def test_raw_features_make_groups_of_money_alone(explorer: KMeansSteps) -> None:
    explorer.state = {"k": 2, "step": LAST, "scale": "none"}
    assert explorer.groups is not None
    assert explorer.groups.nunique() == 2
    assert explorer.groups.groupby(POINTS["spend"] > 500).nunique().tolist() == [1, 1]
    assert "spend (CNY) alone: 1.00" in explorer.summary.value


def test_the_table_gives_centres_in_the_features_own_units(explorer: KMeansSteps) -> None:
    explorer.state = {"k": 2, "step": LAST, "scale": "z-score", "start": "far"}
    assert explorer.groups is not None
    for orders, spend in POINTS.groupby(explorer.groups).mean().itertuples(index=False):
        assert f"<td>{orders:,.4g}</td><td>{spend:,.4g}</td>" in explorer.tables.value


def test_the_next_button_takes_one_half_step(explorer: KMeansSteps) -> None:
    onward = next(
        part
        for box in explorer.box.children
        for part in getattr(box, "children", ())
        if "ck-next" in part._dom_classes
    )
    onward.click()
    assert explorer.state["step"] == 1
    assert "assign: 7 customers" in explorer.summary.value


def test_it_speaks_chinese() -> None:
    explorer = KMeansSteps(POINTS, ("订单数（单）", "金额（元）"), language="zh")
    explorer.state = {"step": 1}
    assert "第 1 个半步，分配" in explorer.summary.value
    assert "第 1 组" in explorer.tables.value


def test_other_than_two_features_are_refused() -> None:
    with pytest.raises(DataError, match="Found 3 features"):
        KMeansSteps(POINTS.assign(more=1.0), LABELS)
