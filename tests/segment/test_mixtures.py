import numpy as np
import pandas as pd
import pytest

from coursekit.segment.mixtures import Mixture, bic_table, mixture, unsure_share


@pytest.fixture
def overlapping() -> pd.DataFrame:
    chance = np.random.RandomState(1)
    return pd.DataFrame({"x": np.r_[chance.normal(0, 1, 300), chance.normal(3, 1, 300)]})


def test_memberships_sum_to_one(overlapping: pd.DataFrame) -> None:
    found = mixture(overlapping, 3, np.random.RandomState(0))
    assert np.allclose(found.probabilities.sum(axis=1), 1)


def test_bic_finds_the_number_of_components(overlapping: pd.DataFrame) -> None:
    table = bic_table(overlapping, [1, 2, 3, 4], np.random.RandomState(0), shapes=["full"])
    assert table["full"].idxmin() == 2


def test_bic_is_the_published_formula(overlapping: pd.DataFrame) -> None:
    one = mixture(overlapping, 1, np.random.RandomState(0))
    x = overlapping["x"].to_numpy()
    variance = x.var() + 1e-6  # scikit-learn's floor under a variance
    likelihood = (-0.5 * np.log(2 * np.pi * variance) - (x - x.mean()) ** 2 / (2 * variance)).sum()
    assert one.bic == pytest.approx(2 * np.log(len(x)) - 2 * likelihood, rel=1e-6)


def test_components_that_overlap_more_leave_more_customers_unsure(overlapping: pd.DataFrame) -> None:
    near = mixture(overlapping, 2, np.random.RandomState(0))
    apart = overlapping + np.repeat([0, 5], 300)[:, None]
    assert unsure_share(near) > unsure_share(mixture(apart, 2, np.random.RandomState(0)))


def test_the_share_unsure_is_counted_below_the_threshold() -> None:
    found = Mixture(pd.DataFrame([[0.7, 0.3], [0.6, 0.4]]), pd.DataFrame(), 0.0)
    assert unsure_share(found, 0.7) == 0.5
    assert found.labels.tolist() == [0, 0]
