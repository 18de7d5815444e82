import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError
from coursekit.segment.cohorts import ShiftedBetaGeometric, fit_sbg

# Fader & Hardie 2007, table 1: survivors of 1,000 customers, of which the first seven renewals were fitted
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394]
REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173]


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta"),
    [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)],
    ids=["high-end", "regular"],
)
def test_the_published_parameters(survivors: list[int], alpha: float, beta: float) -> None:
    model = fit_sbg(survivors[:8])
    assert (model.alpha, model.beta) == pytest.approx((alpha, beta), abs=5e-4)


@pytest.mark.parametrize("survivors", [HIGH_END, REGULAR])
def test_five_years_ahead_the_projection_stays_within_two_percentage_points(survivors: list[int]) -> None:
    projected = fit_sbg(survivors[:8]).survival(np.arange(13))
    assert np.abs(projected - np.array(survivors) / 1000).max() < 0.02


parameters = st.floats(0.1, 20)


@given(parameters, parameters)
def test_retention_rises_though_nobody_changes(alpha: float, beta: float) -> None:
    model = ShiftedBetaGeometric(alpha, beta)
    retention = model.retention(np.arange(1, 30))
    assert (np.diff(retention) > 0).all()
    assert np.allclose(np.cumprod(retention), model.survival(np.arange(1, 30)))


def test_a_simulation_of_constant_people_shows_the_rise() -> None:
    chance = np.random.RandomState(0)
    lives = chance.geometric(chance.beta(0.7, 1.2, 200_000))
    there = np.array([(lives > t).sum() for t in range(6)])
    assert np.allclose(
        there[1:] / there[:-1], ShiftedBetaGeometric(0.7, 1.2).retention(np.arange(1, 6)), atol=0.01
    )


@given(parameters, parameters, st.floats(0.05, 0.5), st.integers(0, 10))
def test_the_closed_form_of_the_residual_value_is_the_sum(
    alpha: float, beta: float, d: float, n: int
) -> None:
    model = ShiftedBetaGeometric(alpha, beta)
    t = np.arange(1, 3000)
    total = (model.survival(n + t) / model.survival(n) * (1 + d) ** -(t - 1.0)).sum()
    assert model.residual_value(100, d, n) == pytest.approx(100 * total, rel=1e-6)


def test_who_has_renewed_often_is_worth_more() -> None:
    model = ShiftedBetaGeometric(0.668, 3.806)
    assert model.residual_value(100, 0.1, 5) > model.residual_value(100, 0.1, 0)


@pytest.mark.parametrize("survivors", [[1000, 900], [1000, 1100, 900], [1000, 1000, 900], [1000, 1000, 1000]])
def test_counts_that_cannot_be_fitted_are_refused(survivors: list[int]) -> None:
    with pytest.raises(DataError):
        fit_sbg(survivors)


def test_a_residual_value_needs_a_discount() -> None:
    with pytest.raises(DataError):
        ShiftedBetaGeometric(1, 1).residual_value(1, 0, 0)
