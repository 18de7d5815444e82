import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import UsageError
from coursekit.segment.bgnbd import BgNbd
from coursekit.segment.clv import contract_value, forecast_value, per_period
from coursekit.segment.gamma_gamma import GammaGamma

rates = st.floats(0.01, 0.95)


@given(st.floats(1, 1000), rates, rates, st.integers(0, 3))
def test_the_closed_form_is_the_sum(margin: float, retention: float, discount: float, first: int) -> None:
    total = margin * sum((retention / (1 + discount)) ** t for t in range(first, first + 2000))
    assert contract_value(margin, retention, discount, first=first) == pytest.approx(total, rel=1e-9)


@given(rates, rates, st.integers(0, 40))
def test_a_sum_that_stops_is_the_sum(retention: float, discount: float, periods: int) -> None:
    total = sum(retention**t / (1 + discount) ** t for t in range(periods))
    assert contract_value(1, retention, discount, periods=periods) == pytest.approx(total)


def test_where_the_sum_starts_is_worth_one_margin() -> None:
    assert contract_value(100, 0.8, 0.1) - contract_value(100, 0.8, 0.1, first=1) == pytest.approx(100)


def test_nobody_leaves_and_nothing_is_discounted() -> None:
    assert contract_value(100, 1, 0, periods=12) == 1200
    with pytest.raises(UsageError, match="sum that ends"):
        contract_value(100, 1, 0)


@given(rates, rates, st.integers(1, 52))
def test_rates_of_a_part_compound_to_the_years(retention: float, discount: float, periods: int) -> None:
    r, d = per_period(retention, discount, periods)
    assert r**periods == pytest.approx(retention)
    assert (1 + d) ** periods == pytest.approx(1 + discount)


def test_an_annual_rate_on_months_is_not_the_same() -> None:
    r, d = per_period(0.7, 0.1, 12)
    assert contract_value(1, r, d) > 2 * contract_value(1, 0.7, 0.1)


@pytest.mark.parametrize(("retention", "discount"), [(1.2, 0.1), (-0.1, 0.1), (0.5, -1)])
def test_rates_out_of_range_are_refused(retention: float, discount: float) -> None:
    with pytest.raises(UsageError):
        contract_value(1, retention, discount)
    with pytest.raises(UsageError):
        per_period(retention, discount, 12)


MODEL, AMOUNTS = BgNbd(0.243, 4.414, 0.793, 2.426), GammaGamma(6.25, 3.74, 15.44)


def test_without_a_discount_the_forecast_is_purchases_times_amount_times_margin(
    cdnow_summary: pd.DataFrame,
) -> None:
    value = forecast_value(cdnow_summary, MODEL, AMOUNTS, horizon=39, discount=0, margin_rate=0.3)
    expected = MODEL.expected_later(cdnow_summary, 39) * AMOUNTS.expected_amount(cdnow_summary) * 0.3
    pd.testing.assert_series_equal(value, expected, check_names=False)


def test_a_discount_lowers_every_forecast_but_not_below_the_last_factor(cdnow_summary: pd.DataFrame) -> None:
    plain = forecast_value(cdnow_summary, MODEL, AMOUNTS, horizon=26, discount=0, margin_rate=1)
    discounted = forecast_value(cdnow_summary, MODEL, AMOUNTS, horizon=26, discount=0.01, margin_rate=1)
    assert (discounted < plain).all()
    assert (discounted > plain / 1.01**26).all()
