import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler

from coursekit.errors import DataError, UsageError
from coursekit.segment.cluster import k_means, lloyd_step, match_labels, prepare, ward


@pytest.fixture
def blobs() -> pd.DataFrame:
    chance = np.random.RandomState(7)
    points = np.vstack([chance.normal(middle, 1.0, (40, 2)) for middle in ([0, 0], [8, 0], [4, 7])])
    return pd.DataFrame(points, columns=["recency", "monetary"], index=[f"C{i}" for i in range(120)])


def test_z_score_agrees_with_scikit_learn(blobs: pd.DataFrame) -> None:
    ours = prepare(blobs, "z-score").apply(blobs)
    assert np.allclose(ours, StandardScaler().fit_transform(blobs))


def test_a_new_batch_is_prepared_with_the_old_figures(blobs: pd.DataFrame) -> None:
    prepared = prepare(blobs, "z-score")
    one = prepared.apply(blobs.iloc[[3]])
    assert np.allclose(one, prepared.apply(blobs).iloc[[3]])


@given(st.lists(st.integers(0, 6), min_size=2, max_size=40).filter(lambda x: len(set(x)) > 1))
def test_quantile_scaling_gives_equal_values_equal_places_and_keeps_order(values: list[int]) -> None:
    frame = pd.DataFrame({"x": values})
    scaled = prepare(frame, "quantile").apply(frame)["x"]
    assert scaled.between(0, 1, inclusive="neither").all()
    assert scaled.groupby(values).nunique().eq(1).all()
    assert scaled.groupby(values).first().is_monotonic_increasing
    assert scaled.mean() == pytest.approx(0.5)


def test_without_scaling_money_decides_alone() -> None:
    chance = np.random.RandomState(0)
    frequency = np.repeat([1.0, 12.0], 100) + chance.normal(0, 1, 200)
    customers = pd.DataFrame({"frequency": frequency, "monetary": chance.lognormal(8, 1, 200)})
    raw = k_means(customers, 2, chance).labels
    money_only = k_means(customers[["monetary"]], 2, chance).labels
    scaled = k_means(prepare(customers, "quantile").apply(customers), 2, chance).labels
    assert adjusted_rand_score(raw, money_only) > 0.95
    assert adjusted_rand_score(scaled, money_only) < 0.5


@pytest.mark.parametrize(
    ("frame", "method"),
    [
        ({"x": [1.0, 1.0]}, "z-score"),
        ({"x": [1.0, None]}, "z-score"),
        ({"x": [-1.0, 3.0]}, "log"),
        ({"x": ["a", "b"]}, "z-score"),
    ],
)
def test_columns_that_cannot_be_prepared_are_refused(frame: dict[str, list[object]], method: str) -> None:
    with pytest.raises(DataError):
        prepare(pd.DataFrame(frame), method)  # type: ignore[arg-type]


def test_an_unknown_scaling_is_refused() -> None:
    with pytest.raises(UsageError, match="rank"):
        prepare(pd.DataFrame({"x": [1.0, 2.0]}), "rank")  # type: ignore[arg-type]


def test_k_means_agrees_with_scikit_learn_up_to_names(blobs: pd.DataFrame) -> None:
    ours = k_means(blobs, 3, np.random.RandomState(0))
    peer = KMeans(3, n_init=10, random_state=1).fit(blobs)
    assert adjusted_rand_score(ours.labels, peer.labels_) == 1.0
    assert ours.within == pytest.approx(peer.inertia_)


def test_the_row_order_does_not_decide_a_cluster_number(blobs: pd.DataFrame) -> None:
    shuffled = blobs.sample(frac=1, random_state=3)
    first = k_means(blobs, 3, np.random.RandomState(0)).labels
    second = k_means(shuffled, 3, np.random.RandomState(9)).labels
    assert second.loc[blobs.index].tolist() == first.tolist()


def test_more_clusters_than_distinct_rows_are_refused() -> None:
    with pytest.raises(UsageError, match="distinct"):
        k_means(pd.DataFrame({"x": [1.0, 1.0, 2.0]}), 3, np.random.RandomState(0))


@given(st.integers(0, 10_000))
def test_a_lloyd_step_never_raises_the_within_sum_of_squares(seed: int) -> None:
    chance = np.random.RandomState(seed)
    points, centres = chance.normal(size=(20, 2)), chance.normal(size=(3, 2))
    _, moved, before = lloyd_step(points, centres)
    _, _, after = lloyd_step(points, moved)
    assert after <= before + 1e-12


def test_lloyd_steps_end_where_scikit_learn_ends(blobs: pd.DataFrame) -> None:
    start = blobs.to_numpy()[[0, 50, 100]]
    centres = start
    for _ in range(50):
        labels, centres, _ = lloyd_step(blobs, centres)
    peer = KMeans(3, init=start, n_init=1, algorithm="lloyd", tol=0).fit(blobs)
    assert labels.tolist() == peer.labels_.tolist()
    assert np.allclose(centres, peer.cluster_centers_)


def test_a_centre_without_points_stays() -> None:
    _, centres, _ = lloyd_step([[0.0], [1.0]], [[0.5], [99.0]])
    assert centres.tolist() == [[0.5], [99.0]]


def test_ward_agrees_with_scikit_learn(blobs: pd.DataFrame) -> None:
    peer = AgglomerativeClustering(4, linkage="ward").fit_predict(blobs)
    assert adjusted_rand_score(ward(blobs, 4), peer) == 1.0


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=30), st.permutations("abcd"))
def test_matching_undoes_any_renaming(labels: list[str], names: list[str]) -> None:
    reference = pd.Series(labels)
    renamed = reference.map(dict(zip("abcd", names, strict=True)))
    assert match_labels(reference, renamed).tolist() == labels


def test_a_cluster_without_partner_gets_a_new_name() -> None:
    matched = match_labels(pd.Series(["a", "a", "a", "b"]), pd.Series([0, 0, 2, 1]))
    assert matched.tolist() == ["a", "a", "new-1", "b"]


def test_labellings_of_different_customers_are_not_matched() -> None:
    with pytest.raises(DataError):
        match_labels(pd.Series([1], index=["A"]), pd.Series([1], index=["B"]))
