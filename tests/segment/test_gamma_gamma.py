from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import approx_fprime

from coursekit.errors import DataError
from coursekit.segment import gamma_gamma
from coursekit.segment.gamma_gamma import GammaGamma, fit_gamma_gamma

PUBLISHED = GammaGamma(6.25, 3.74, 15.44)  # Fader & Hardie 2013, section 3


@pytest.fixture
def repeat_buyers(cdnow_summary: pd.DataFrame) -> pd.DataFrame:
    return cdnow_summary[cdnow_summary["frequency"] > 0]


def test_the_published_parameters_of_cdnow(repeat_buyers: pd.DataFrame) -> None:
    model = fit_gamma_gamma(repeat_buyers)
    assert (model.p, model.q, model.v) == pytest.approx((6.25, 3.74, 15.44), abs=1e-2)


def test_the_gradient_is_the_slope(repeat_buyers: pd.DataFrame) -> None:
    columns = gamma_gamma._columns(repeat_buyers)
    at = np.log([5.0, 3.0, 20.0])
    slope = approx_fprime(at, lambda logs: gamma_gamma._negative(logs, *columns)[0], 1e-6)
    assert np.allclose(gamma_gamma._negative(at, *columns)[1], slope, rtol=1e-4, atol=1e-2)


def test_expected_amounts_agree_with_lifetimes(cdnow_summary: pd.DataFrame, lifetimes: ModuleType) -> None:
    peer = lifetimes.GammaGammaFitter()
    peer.params_ = pd.Series({"p": 6.25, "q": 3.74, "v": 15.44})
    theirs = peer.conditional_expected_average_profit(cdnow_summary["frequency"], cdnow_summary["monetary"])
    assert np.allclose(PUBLISHED.expected_amount(cdnow_summary), theirs)


def test_little_evidence_is_drawn_to_everybodys_mean() -> None:
    customers = pd.DataFrame({"frequency": [0, 1, 4, 400], "monetary": [None, 100.0, 100.0, 100.0]})
    amounts = PUBLISHED.expected_amount(customers)
    assert amounts[0] == pytest.approx(PUBLISHED.population_mean)
    assert amounts.is_monotonic_increasing
    assert amounts[3] == pytest.approx(100, rel=0.01)


def test_a_change_of_currency_changes_v_only(repeat_buyers: pd.DataFrame) -> None:
    dollars = fit_gamma_gamma(repeat_buyers)
    cents = fit_gamma_gamma(repeat_buyers.assign(monetary=repeat_buyers["monetary"] * 100))
    assert (cents.p, cents.q, cents.v / 100) == pytest.approx((dollars.p, dollars.q, dollars.v), rel=1e-3)


def test_one_time_buyers_are_refused(cdnow_summary: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="repeat buyers only"):
        fit_gamma_gamma(cdnow_summary)


def test_without_a_mean_there_is_no_expected_amount() -> None:
    with pytest.raises(DataError, match="no mean"):
        GammaGamma(6.0, 0.9, 15.0).expected_amount(pd.DataFrame({"frequency": [0], "monetary": [np.nan]}))


def test_a_repeat_buyer_without_an_amount_is_refused() -> None:
    with pytest.raises(DataError, match="without an amount"):
        PUBLISHED.expected_amount(pd.DataFrame({"frequency": [2], "monetary": [np.nan]}))
