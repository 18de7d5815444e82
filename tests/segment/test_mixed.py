from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.segment.mixed import gower, k_medoids

customers = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["north", "south", None]), st.booleans()),
    min_size=2,
    max_size=12,
)


@given(customers)
def test_gower_is_symmetric_between_zero_and_one_and_zero_to_oneself(rows: list[tuple[object, ...]]) -> None:
    distance = gower(pd.DataFrame(rows, columns=["orders", "region", "vip"])).to_numpy()
    assert np.allclose(distance, distance.T)
    assert (np.diag(distance) == 0).all()
    assert ((distance >= 0) & (distance <= 1)).all()


def test_three_distances_by_hand() -> None:
    frame = pd.DataFrame({"spend": [10.0, 20.0, 30.0], "type": ["a", "b", "b"], "age": [30.0, None, 50.0]})
    d = gower(frame)
    assert d.loc[0, 1] == pytest.approx((0.5 + 1) / 2)
    assert d.loc[0, 2] == pytest.approx((1 + 1 + 1) / 3)
    assert d.loc[1, 2] == pytest.approx((0.5 + 0) / 2)


def test_the_unit_of_a_number_does_not_matter() -> None:
    frame = pd.DataFrame({"spend": [1.0, 5.0, 2.0], "type": ["a", "b", "a"]})
    assert np.allclose(gower(frame), gower(frame.assign(spend=frame["spend"] * 1000)))


def test_weights_count() -> None:
    frame = pd.DataFrame({"spend": [0.0, 1.0], "type": ["a", "a"]})
    assert gower(frame, {"spend": 3.0}).loc[0, 1] == pytest.approx(0.75)


def test_a_weight_for_no_column_is_refused() -> None:
    with pytest.raises(UsageError, match="spending"):
        gower(pd.DataFrame({"spend": [0.0, 1.0]}), {"spending": 1.0})


def test_a_pair_with_nothing_in_common_has_no_distance() -> None:
    frame = pd.DataFrame({"a": [1.0, None], "b": [None, 2.0]})
    assert np.isnan(gower(frame).loc[0, 1])


@given(st.integers(0, 1000), st.integers(1, 3))
def test_medoids_of_a_small_table_are_close_to_the_best_of_all_choices(seed: int, k: int) -> None:
    points = np.random.RandomState(seed).normal(size=(9, 2))
    distances = pd.DataFrame(np.linalg.norm(points[:, None] - points[None], axis=2))
    best = min(distances[list(c)].min(axis=1).sum() for c in combinations(range(9), k))
    found = k_medoids(distances, k)
    assert found.cost == pytest.approx(distances[found.medoids].min(axis=1).sum())
    assert best - 1e-9 <= found.cost <= best * 1.3


def test_each_medoid_is_a_customer_and_stands_for_itself() -> None:
    found = k_medoids(gower(pd.DataFrame({"x": [0.0, 0.1, 5.0, 5.2]}, index=list("WXYZ"))), 2)
    assert [found.labels[medoid] for medoid in found.medoids] == found.medoids


def test_the_row_order_does_not_change_the_groups() -> None:
    points = np.random.RandomState(1).normal(size=(30, 2))
    frame = pd.DataFrame(points).assign(type=["a", "b"] * 15)
    shuffled = frame.sample(frac=1, random_state=5)
    assert k_medoids(gower(shuffled), 3).labels.loc[frame.index].equals(k_medoids(gower(frame), 3).labels)


def test_a_table_with_gaps_is_refused() -> None:
    with pytest.raises(DataError):
        k_medoids(pd.DataFrame([[0.0, np.nan], [np.nan, 0.0]]), 1)
