import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from coursekit.errors import DataError
from coursekit.segment.cluster import ward
from coursekit.segment.stability import adjusted_rand, bootstrap_stability, seed_agreement

labels = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


@given(labels)
def test_the_adjusted_rand_index_agrees_with_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    first, second = zip(*pairs, strict=True)
    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))


@given(labels, st.permutations(range(4)))
def test_names_of_labels_do_not_matter(pairs: list[tuple[int, int]], names: list[int]) -> None:
    first, second = zip(*pairs, strict=True)
    assert adjusted_rand(first, [names[label] for label in second]) == pytest.approx(
        adjusted_rand(first, second)
    )


def test_labels_of_unequal_length_are_refused() -> None:
    with pytest.raises(DataError):
        adjusted_rand([0, 1], [0, 1, 1])


def test_the_cluster_that_is_no_cluster_is_the_weakest() -> None:
    chance = np.random.RandomState(3)
    clear = chance.normal([0, 0], 0.5, (60, 2))
    cloud = chance.normal([20, 0], 4, (120, 2))
    frame = pd.DataFrame(np.vstack([clear, cloud]))
    found = bootstrap_stability(frame, 4, chance, resamples=20)
    home_of_clear = found.clusters["jaccard"].idxmax()
    assert found.clusters.loc[home_of_clear, "size"] >= 60
    assert found.clusters.loc[found.weakest, "jaccard"] < 0.85
    assert found.ari.between(-1, 1).all()


def test_clear_clusters_come_back_whatever_the_method() -> None:
    chance = np.random.RandomState(3)
    frame = pd.DataFrame(np.r_[chance.normal(0, 1, 50), chance.normal(20, 1, 50)], columns=["x"])
    found = bootstrap_stability(frame, 2, chance, resamples=10, fit=lambda data, _: ward(data, 2))
    assert found.clusters["jaccard"].tolist() == [1.0, 1.0]
    assert found.clusters["dissolved"].tolist() == [0.0, 0.0]
    assert found.ari.eq(1).all()


def test_seeds_can_agree_where_samples_do_not() -> None:
    frame = pd.DataFrame(np.random.RandomState(8).uniform(size=(40, 3)))
    agreement = seed_agreement(frame, 2, [1, 2, 3, 4])
    across_samples = bootstrap_stability(frame, 2, np.random.RandomState(0), resamples=20).ari.mean()
    assert agreement > 0.95
    assert across_samples < agreement - 0.2
