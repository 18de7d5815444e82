import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import silhouette_samples

from coursekit.errors import UsageError
from coursekit.segment.choosing_k import gap_choice, k_table, silhouette


@given(st.integers(0, 10_000), st.integers(2, 4))
def test_silhouettes_agree_with_scikit_learn(seed: int, k: int) -> None:
    chance = np.random.RandomState(seed)
    points = chance.normal(size=(25, 2))
    labels = np.r_[np.arange(k), chance.randint(0, k, 25 - k)]
    assert np.allclose(silhouette(points, labels), silhouette_samples(points, labels))


def test_one_cluster_has_no_silhouette() -> None:
    with pytest.raises(UsageError):
        silhouette([[1.0], [2.0]], [0, 0])


def test_three_blobs_are_found_by_silhouette_and_gap() -> None:
    chance = np.random.RandomState(2)
    points = np.vstack([chance.normal(middle, 1.0, (40, 2)) for middle in ([0, 0], [9, 0], [4, 8])])
    table = k_table(pd.DataFrame(points), range(1, 6), chance)
    assert table["silhouette"].idxmax() == 3
    assert gap_choice(table) == 3


def test_one_cloud_gets_one_cluster_by_the_gap() -> None:
    chance = np.random.RandomState(4)
    assert gap_choice(k_table(pd.DataFrame(chance.normal(size=(150, 2))), range(1, 5), chance)) == 1


def test_the_within_sum_falls_with_k_so_its_minimum_picks_nothing() -> None:
    chance = np.random.RandomState(5)
    table = k_table(pd.DataFrame(chance.uniform(size=(80, 2))), range(1, 7), chance, references=3)
    assert table["within"].is_monotonic_decreasing


def test_a_rule_that_never_holds_chooses_nothing() -> None:
    assert gap_choice(pd.DataFrame({"gap": [0.1, 0.5, 0.9], "gap_error": 0.01}, index=[1, 2, 3])) is None


def test_the_gap_rule_needs_consecutive_k() -> None:
    with pytest.raises(UsageError, match="consecutive"):
        gap_choice(pd.DataFrame({"gap": [0.1, 0.5], "gap_error": 0.01}, index=[1, 3]))
