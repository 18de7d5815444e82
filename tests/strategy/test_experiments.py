import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, ttest_ind
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    power_proportions_2indep,
    proportions_ztest,
    samplesize_proportions_2indep_onetail,
)
from statsmodels.stats.weightstats import CompareMeans

from coursekit.errors import DataError, UsageError
from coursekit.strategy.experiments import cuped, holm, mean_difference, power, sample_size, two_proportions

rates = st.integers(1, 99).map(lambda n: n / 100)


@given(rates, rates)
def test_the_sample_size_agrees_with_statsmodels(p0: float, p1: float) -> None:
    if p0 == p1:
        return
    peer = samplesize_proportions_2indep_onetail(
        p1 - p0, p0, 0.8, alpha=0.025, alternative="larger" if p1 > p0 else "smaller"
    )
    assert sample_size(p0, p1) == pytest.approx(peer, abs=1.001)
    assert sample_size(p0, p1) >= peer - 1e-6


@given(rates, rates, st.integers(10, 5000))
def test_power_agrees_with_statsmodels(p0: float, p1: float, n: int) -> None:
    if p0 == p1:
        return
    peer = power_proportions_2indep(p1 - p0, p0, n, return_results=False)
    assert power(p0, p1, n) == pytest.approx(float(peer), abs=1e-6)


@given(rates, rates)
def test_the_sample_size_is_the_smallest_that_reaches_the_power(p0: float, p1: float) -> None:
    if p0 == p1:
        return
    n = sample_size(p0, p1)
    assert power(p0, p1, n) >= 0.8 - 1e-9
    assert n <= 2 or power(p0, p1, n - 1) < 0.8 + 2e-3


def test_power_is_what_simulated_experiments_find() -> None:
    chance = np.random.RandomState(0)
    n = 900
    treated, control = chance.binomial(n, 0.15, 4000), chance.binomial(n, 0.11, 4000)
    found = np.mean(
        [two_proportions(a, n, b, n).p_value < 0.05 for a, b in zip(treated, control, strict=True)]
    )
    assert found == pytest.approx(power(0.11, 0.15, n), abs=0.02)


def test_without_an_effect_the_power_is_the_level() -> None:
    assert power(0.2, 0.2, 500) == pytest.approx(0.05)


def test_certain_rates_are_told_apart() -> None:
    assert power(0.0, 1.0, 50) == 1
    assert power(0.0, 0.0, 50) == 0


@pytest.mark.parametrize("rates", [(0.1, 0.1), (-0.1, 0.2), (0.1, 1.2)])
def test_rates_without_a_difference_or_out_of_range_are_refused(rates: tuple[float, float]) -> None:
    with pytest.raises(UsageError):
        sample_size(*rates)


@pytest.mark.parametrize(
    ("a", "m", "b", "n", "low", "high"),
    [  # Newcombe 1998, table II, method 10
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_the_published_intervals(a: int, m: int, b: int, n: int, low: float, high: float) -> None:
    found = two_proportions(a, m, b, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


counts = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_interval_and_test_agree_with_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    found = two_proportions(*first, *second)
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx((low, high))
    if 0 < first[0] + second[0] < first[1] + second[1]:
        _, p_value = proportions_ztest([first[0], second[0]], [first[1], second[1]])
        assert found.p_value == pytest.approx(p_value)
    else:
        assert found.p_value == 1


@given(counts, counts)
def test_swapping_the_groups_turns_the_sign(first: tuple[int, int], second: tuple[int, int]) -> None:
    there, back = two_proportions(*first, *second), two_proportions(*second, *first)
    assert (there.estimate, there.low, there.high) == pytest.approx((-back.estimate, -back.high, -back.low))


def test_more_buyers_than_customers_is_an_error() -> None:
    with pytest.raises(DataError):
        two_proportions(11, 10, 1, 10)


p_lists = st.lists(st.floats(0, 1), min_size=1, max_size=20)


@settings(max_examples=15)  # statsmodels takes 0.2 s a call
@given(p_lists)
def test_holm_agrees_with_statsmodels(p: list[float]) -> None:
    assert np.allclose(holm(p), multipletests(p, method="holm")[1])


@given(p_lists, st.randoms())
def test_holm_does_not_depend_on_the_order(p: list[float], chance: object) -> None:
    order = list(range(len(p)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    assert np.allclose(holm([p[i] for i in order]), holm(p)[order])


@given(p_lists)
def test_holm_never_lowers_a_p_value_and_is_stricter_than_the_false_discovery_rate(p: list[float]) -> None:
    assert (holm(p) >= np.array(p) - 1e-12).all()
    assert (holm(p) >= false_discovery_control(p) - 1e-12).all()


def test_a_p_value_outside_its_range_is_refused() -> None:
    with pytest.raises(DataError):
        holm([0.1, 1.1])


@given(st.integers(0, 1000))
def test_the_difference_of_means_agrees_with_scipy_and_statsmodels(seed: int) -> None:
    chance = np.random.RandomState(seed)
    a, b = chance.normal(1, 2, 12), chance.normal(0, 1, 30)
    found = mean_difference(a, b)
    assert found.p_value == pytest.approx(ttest_ind(a, b, equal_var=False).pvalue)
    interval = CompareMeans.from_data(a, b).tconfint_diff(usevar="unequal")
    assert (found.low, found.high) == pytest.approx(interval)


def test_cuped_takes_away_the_squared_correlation() -> None:
    chance = np.random.RandomState(1)
    before = chance.normal(0, 1, 5000)
    outcome, treated = 0.8 * before + chance.normal(0, 0.6, 5000), chance.rand(5000) < 0.5
    found = cuped(outcome, before, treated)
    assert found.variance_reduction == pytest.approx(np.corrcoef(before, outcome)[0, 1] ** 2)
    shrink = (found.adjusted.high - found.adjusted.low) / (found.plain.high - found.plain.low)
    assert shrink == pytest.approx(np.sqrt(1 - found.variance_reduction), rel=0.02)


def test_cuped_intervals_cover_the_true_effect_as_often_as_they_say() -> None:
    chance = np.random.RandomState(2)
    covered = 0
    for _ in range(400):
        before, treated = chance.normal(0, 1, 200), chance.permutation(200) < 100
        found = cuped(before + 0.3 * treated + chance.normal(0, 0.5, 200), before, treated).adjusted
        covered += found.low <= 0.3 <= found.high
    assert covered / 400 == pytest.approx(0.95, abs=0.035)


def test_a_covariate_that_does_not_vary_changes_nothing() -> None:
    found = cuped([1.0, 2.0, 3.0, 5.0], [7.0] * 4, [True, True, False, False])
    assert found.adjusted == found.plain
    assert found.variance_reduction == 0


def test_gaps_are_refused() -> None:
    with pytest.raises(DataError):
        cuped([1.0, np.nan], [1.0, 2.0], [True, False])


def test_one_customer_is_no_group() -> None:
    with pytest.raises(DataError, match="two or more"):
        mean_difference(pd.Series([1.0]), [1.0, 2.0])
