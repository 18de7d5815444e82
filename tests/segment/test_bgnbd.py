from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from coursekit.errors import DataError
from coursekit.segment import bgnbd
from coursekit.segment.bgnbd import BgNbd, fit_bgnbd
from coursekit.segment.lifetime import later_purchases

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426)  # Fader, Hardie & Lee 2005, table 2


def one(frequency: float, recency: float, age: float) -> pd.DataFrame:
    return pd.DataFrame({"frequency": [frequency], "recency": [recency], "T": [age]})


def test_the_published_parameters_of_cdnow(cdnow_summary: pd.DataFrame) -> None:
    model = fit_bgnbd(cdnow_summary)
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.243, 4.414, 0.793, 2.426), abs=5e-4)
    assert model.log_likelihood(cdnow_summary) == pytest.approx(-9582.4, abs=0.05)


def test_the_published_forecast_of_one_customer() -> None:
    # the paper's appendix: x = 2, recency 30.43, T 38.86; the next 39 weeks
    assert PUBLISHED.expected_later(one(2, 30.43, 38.86), 39).item() == pytest.approx(1.226, abs=5e-4)


def test_the_unit_of_time_changes_alpha_only(cdnow_summary: pd.DataFrame) -> None:
    weeks = fit_bgnbd(cdnow_summary)
    days = fit_bgnbd(cdnow_summary.assign(recency=cdnow_summary["recency"] * 7, T=cdnow_summary["T"] * 7))
    assert days.alpha == pytest.approx(weeks.alpha * 7, rel=1e-3)
    assert (days.r, days.a, days.b) == pytest.approx((weeks.r, weeks.a, weeks.b), rel=1e-3)


def test_dropping_one_time_buyers_spoils_the_fit(cdnow_summary: pd.DataFrame) -> None:
    assert fit_bgnbd(cdnow_summary[cdnow_summary["frequency"] > 0]).r > 3 * PUBLISHED.r


def test_the_gradient_is_the_slope(cdnow_summary: pd.DataFrame) -> None:
    columns = bgnbd._columns(cdnow_summary)
    at = np.log([0.4, 6.0, 1.2, 3.0])
    slope = approx_fprime(at, lambda logs: bgnbd._negative(logs, *columns)[0], 1e-6)
    assert np.allclose(bgnbd._negative(at, *columns)[1], slope, rtol=1e-4, atol=1e-2)


def test_alive_and_expectations_agree_with_lifetimes(
    cdnow_summary: pd.DataFrame, lifetimes: ModuleType
) -> None:
    columns = [cdnow_summary[name] for name in ("frequency", "recency", "T")]
    peer = lifetimes.BetaGeoFitter()
    peer.params_ = pd.Series({"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426})
    assert np.allclose(PUBLISHED.alive(cdnow_summary), peer.conditional_probability_alive(*columns))
    later = peer.conditional_expected_number_of_purchases_up_to_time(39, *columns)
    assert np.allclose(PUBLISHED.expected_later(cdnow_summary, 39), later)
    assert PUBLISHED.expected_new(39) == pytest.approx(peer.expected_number_of_purchases_up_to_time(39))


def test_the_forecast_of_the_next_39_weeks_comes_close(
    cdnow_summary: pd.DataFrame, cdnow_orders: pd.DataFrame
) -> None:
    total = fit_bgnbd(cdnow_summary).expected_later(cdnow_summary, 39).sum()
    happened = later_purchases(cdnow_orders, "1997-09-30", "1998-06-30").sum()
    assert total == pytest.approx(happened, rel=0.15)


def test_the_frequent_but_silent_are_likelier_gone() -> None:
    often = PUBLISHED.alive(one(12, 10, 39)).item()
    rarely = PUBLISHED.alive(one(2, 10, 39)).item()
    assert often < rarely


ages = st.floats(1, 100)


@given(st.integers(0, 60), st.floats(0.01, 1), ages)
def test_alive_is_a_probability(frequency: int, share: float, age: float) -> None:
    alive = PUBLISHED.alive(one(frequency, share * age if frequency else 0, age)).item()
    assert 0 < alive <= 1
    assert frequency > 0 or alive == 1


@given(st.integers(1, 60), st.floats(0.01, 0.98), ages)
def test_a_newer_purchase_never_makes_a_customer_less_alive(frequency: int, share: float, age: float) -> None:
    earlier = PUBLISHED.alive(one(frequency, share * age, age)).item()
    later = PUBLISHED.alive(one(frequency, (share + 0.01) * age, age)).item()
    assert later >= earlier


@given(st.integers(0, 60), st.floats(0.01, 1), ages, st.floats(0, 100))
def test_expected_purchases_grow_with_the_horizon(frequency: int, share: float, age: float, t: float) -> None:
    customer = one(frequency, share * age if frequency else 0, age)
    assert PUBLISHED.expected_later(customer, 0).item() == pytest.approx(0, abs=1e-9)
    assert (
        PUBLISHED.expected_later(customer, t + 1).item() > PUBLISHED.expected_later(customer, t).item() - 1e-9
    )


def test_expectations_pass_smoothly_through_a_of_one() -> None:
    around = [BgNbd(0.3, 5, a, 2.5).expected_later(one(3, 20, 30), 10).item() for a in (0.999, 1.0, 1.001)]
    assert around[1] == pytest.approx((around[0] + around[2]) / 2, rel=1e-5)


def test_the_expectation_of_a_new_customer_agrees_with_a_simulation() -> None:
    chance = np.random.RandomState(0)
    rates, leave = chance.gamma(0.8, 1 / 4.0, 40_000), chance.beta(0.9, 2.5, 40_000)
    lives = chance.geometric(leave)  # the purchase after which a customer is gone
    mean = np.minimum(chance.poisson(rates * 20), lives).mean()
    assert BgNbd(0.8, 4.0, 0.9, 2.5).expected_new(20) == pytest.approx(mean, rel=0.03)


@pytest.mark.parametrize(
    ("x", "recency", "age"), [(1, 50, 40), (0, 3, 40), (2, 0, 40), (-1, 0, 40), (1, None, 40)]
)
def test_records_that_cannot_be_are_refused(x: float, recency: float, age: float) -> None:
    with pytest.raises(DataError, match="cannot be"):
        PUBLISHED.alive(one(x, recency, age))


def test_nobody_came_back() -> None:
    with pytest.raises(DataError, match="no repeat"):
        fit_bgnbd(one(0, 0, 30))


def test_where_customers_hardly_differ_only_a_penalty_settles_the_parameters() -> None:
    alike = pd.DataFrame({"frequency": [4, 5, 6, 5, 4] * 8, "recency": 40.0, "T": 40.0})
    with pytest.raises(DataError, match="penalty"):
        fit_bgnbd(alike)
    model = fit_bgnbd(alike, penalty=0.001)
    assert model.expected_later(alike, 40).mean() == pytest.approx(alike["frequency"].mean(), rel=0.02)


def test_a_small_penalty_hardly_moves_a_model_that_the_data_determine(cdnow_summary: pd.DataFrame) -> None:
    model = fit_bgnbd(cdnow_summary, penalty=1e-4)
    assert model.expected_later(cdnow_summary, 39).sum() == pytest.approx(
        PUBLISHED.expected_later(cdnow_summary, 39).sum(), rel=0.01
    )
