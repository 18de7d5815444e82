import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import MinMaxScaler

from coursekit.errors import DataError, UsageError
from coursekit.strategy.value_index import Direction, normalise, rank_stability, value_index

BOTH: dict[str, Direction] = {"margin": "higher", "days_overdue": "lower"}
distinct = st.lists(st.integers(0, 1000), min_size=2, max_size=20, unique=True)


@pytest.fixture
def firms() -> pd.DataFrame:
    chance = np.random.RandomState(0)
    return pd.DataFrame({"margin": chance.lognormal(9, 1, 30), "days_overdue": chance.randint(0, 90, 30)})


def test_min_max_agrees_with_scikit_learn(firms: pd.DataFrame) -> None:
    peer = MinMaxScaler().fit_transform(firms)
    ours = normalise(firms, BOTH)
    assert np.allclose(ours["margin"], peer[:, 0])
    assert np.allclose(ours["days_overdue"], 1 - peer[:, 1])


@given(distinct)
def test_best_is_one_and_worst_zero_in_either_direction(values: list[int]) -> None:
    frame = pd.DataFrame({"x": values})
    up, down = normalise(frame, {"x": "higher"})["x"], normalise(frame, {"x": "lower"})["x"]
    assert up.idxmax() == frame["x"].idxmax()
    assert down.idxmax() == frame["x"].idxmin()
    assert np.allclose(up + down, 1)


@given(st.lists(st.integers(0, 5), min_size=2).filter(lambda x: len(set(x)) > 1))
def test_equal_customers_get_equal_ranks(values: list[int]) -> None:
    frame = pd.DataFrame({"x": values})
    assert normalise(frame, {"x": "higher"}, method="rank")["x"].groupby(values).nunique().eq(1).all()


def test_the_unit_of_a_criterion_does_not_matter(firms: pd.DataFrame) -> None:
    weights = {"margin": 2.0, "days_overdue": 1.0}
    in_ten_thousands = firms.assign(margin=firms["margin"] / 10_000)
    assert np.allclose(value_index(firms, weights, BOTH), value_index(in_ten_thousands, weights, BOTH))


def test_only_the_proportion_of_weights_counts(firms: pd.DataFrame) -> None:
    assert np.allclose(
        value_index(firms, {"margin": 3, "days_overdue": 1}, BOTH),
        value_index(firms, {"days_overdue": 25, "margin": 75}, BOTH),
    )


def test_an_index_is_between_zero_and_one(firms: pd.DataFrame) -> None:
    assert value_index(firms, {"margin": 3, "days_overdue": 1}, BOTH).between(0, 1).all()


def test_a_customer_better_on_everything_stays_first_under_any_weights() -> None:
    frame = pd.DataFrame({"margin": [9, 5, 1], "days_overdue": [0, 60, 30]})
    found = rank_stability(frame, {"margin": 1, "days_overdue": 1}, BOTH, np.random.RandomState(0), top=1)
    assert found["in_top"].tolist() == [1, 0, 0]
    assert found["worst"].tolist()[0] == 1


def test_firmer_weights_move_ranks_less(firms: pd.DataFrame) -> None:
    weights = {"margin": 1.0, "days_overdue": 1.0}

    def spread(concentration: float) -> float:
        chance = np.random.RandomState(1)
        found = rank_stability(firms, weights, BOTH, chance, top=5, concentration=concentration)
        return float((found["worst"] - found["best"]).mean())

    assert spread(5) > spread(50) > spread(5000)


def test_in_top_shares_sum_to_the_size_of_the_top_where_no_two_are_equal(firms: pd.DataFrame) -> None:
    found = rank_stability(firms, {"margin": 1, "days_overdue": 1}, BOTH, np.random.RandomState(1), top=5)
    assert found["in_top"].sum() == pytest.approx(5)


def test_a_weight_of_zero_stays_zero(firms: pd.DataFrame) -> None:
    found = rank_stability(firms, {"margin": 1, "days_overdue": 0}, BOTH, np.random.RandomState(1), top=5)
    assert (found["best"] == found["worst"]).all()


@pytest.mark.parametrize(
    "weights", [{"margin": 1}, {"margin": -1, "days_overdue": 2}, {"margin": 0, "days_overdue": 0}]
)
def test_weights_that_do_not_fit_are_refused(firms: pd.DataFrame, weights: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        value_index(firms, weights, BOTH)


@pytest.mark.parametrize("values", [[1.0, 1.0], [1.0, None]])
def test_criteria_that_tell_nobody_apart_are_refused(values: list[float]) -> None:
    with pytest.raises(DataError):
        normalise(pd.DataFrame({"x": values}), {"x": "higher"})
