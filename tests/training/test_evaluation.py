import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind, ttest_rel

from coursekit.errors import DataError, UsageError
from coursekit.messages import LANGUAGES
from coursekit.training.evaluation import (
    class_gain,
    counterbalanced_gain,
    effect_against_control,
    kirkpatrick,
    missing_people,
    normalised_gain,
    paired_effect,
    parallel_forms,
    regression_to_mean,
)

# Student 1908, after Cushny and Peebles: extra hours of sleep under two drugs, ten patients
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_student_s_own_example() -> None:
    found = paired_effect(FIRST, SECOND)
    assert found.gain.estimate == pytest.approx(1.58)
    assert (found.gain.low, found.gain.high) == pytest.approx((0.7001, 2.4599), abs=5e-5)
    assert found.gain.p_value == pytest.approx(0.002833, abs=5e-7)


@given(st.integers(0, 10_000))
def test_the_paired_effect_agrees_with_scipy(seed: int) -> None:
    chance = np.random.RandomState(seed)
    before = chance.normal(50, 10, 15)
    after = before + chance.normal(2, 5, 15)
    peer = ttest_rel(after, before)
    found = paired_effect(before, after)
    assert found.gain.p_value == pytest.approx(peer.pvalue)
    assert (found.gain.low, found.gain.high) == pytest.approx(tuple(peer.confidence_interval()))


def test_pairing_beats_treating_them_as_strangers() -> None:
    assert paired_effect(FIRST, SECOND).gain.p_value < 0.05 < ttest_ind(FIRST, SECOND).pvalue


def test_who_lacks_a_test_does_not_count() -> None:
    assert paired_effect([1, 2, np.nan, 4], [2, np.nan, 3, 6]).n == 2


def test_one_person_has_no_interval() -> None:
    with pytest.raises(DataError, match="two or more"):
        paired_effect([10], [14])


def test_a_full_pre_test_leaves_the_normalised_gain_undefined() -> None:
    gains = normalised_gain(pd.Series([0, 10, 20, np.nan]), pd.Series([10, 10, 20, 5]), 20)
    assert gains.iloc[:2].tolist() == [0.5, 0]
    assert gains.iloc[2:].isna().all()


marks = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 20)), min_size=1)


@given(marks)
def test_normalised_gains_never_exceed_one(rows: list[tuple[int, int]]) -> None:
    scores = pd.DataFrame(rows, columns=["before", "after"])
    assert (normalised_gain(scores["before"], scores["after"], 20) <= 1).all()


@given(marks)
def test_the_class_gain_weighs_persons_by_their_room(rows: list[tuple[int, int]]) -> None:
    scores = pd.DataFrame(rows, columns=["before", "after"])
    persons = normalised_gain(scores["before"], scores["after"], 20)
    room = 20 - scores["before"]
    assert class_gain(scores["before"], scores["after"], 20) == pytest.approx(
        (persons * room).sum() / room.sum()
    )


def test_everybody_had_full_marks() -> None:
    assert np.isnan(class_gain(pd.Series([20, 20]), pd.Series([20, 20]), 20))


def test_marks_above_the_maximum_are_refused() -> None:
    with pytest.raises(DataError, match="0 to 20"):
        normalised_gain(pd.Series([10]), pd.Series([21]), 20)


def test_the_missing_are_counted_and_described() -> None:
    scores = pd.DataFrame({"before": [10, 12, 4, np.nan, np.nan], "after": [12, 14, np.nan, 15, np.nan]})
    table = missing_people(scores)
    assert table["n"].to_dict() == {"both": 2, "before only": 1, "after only": 1}
    assert table.loc["before only", "before"] < table.loc["both", "before"]


def test_regression_to_the_mean_is_what_a_retest_without_training_shows() -> None:
    chance = np.random.RandomState(0)
    ability = chance.normal(50, 8, 50_000)
    first, second = (ability + chance.normal(0, 6, 50_000) for _ in range(2))
    lowest = first < np.quantile(first, 0.25)
    reliability = float(np.corrcoef(first, second)[0, 1])
    seen = (second - first)[lowest].mean()
    assert regression_to_mean(first, lowest, reliability) == pytest.approx(seen, rel=0.03)
    assert seen > 4


def test_a_perfect_test_has_no_regression_and_everybody_none_either() -> None:
    assert regression_to_mean([1, 2, 3], [True, False, False], 1) == 0
    assert regression_to_mean([1, 2, 3], [True, True, True], 0.5) == 0


def test_a_reliability_above_one_is_refused() -> None:
    with pytest.raises(UsageError):
        regression_to_mean([1, 2], [True, False], 1.1)


def selected(gain: float) -> pd.DataFrame:
    """The weakest were chosen, half of them by lot were trained: simulated."""
    chance = np.random.RandomState(1)
    ability = chance.normal(50, 8, 4000)
    before = ability + chance.normal(0, 6, 4000)
    trained = chance.rand(4000) < 0.5
    after = ability + gain * trained + chance.normal(0, 6, 4000)
    scores = pd.DataFrame({"trained": trained, "before": before, "after": after})
    return scores[scores["before"] < 45]


def test_a_control_group_takes_the_regression_out() -> None:
    scores = selected(gain=3)
    alone = paired_effect(*(scores.loc[scores["trained"], name] for name in ("before", "after")))
    effect, size = effect_against_control(scores)
    assert alone.gain.low > 5
    assert effect.low < 3 < effect.high
    assert size > 0


def test_without_training_there_is_no_effect() -> None:
    effect, _ = effect_against_control(selected(gain=0))
    assert effect.low < 0 < effect.high


def test_forms_of_the_same_difficulty_are_parallel() -> None:
    chance = np.random.RandomState(0)
    ability = chance.normal(0, 1, 3000)
    first, second = (ability + chance.normal(0, 0.5, 3000) for _ in range(2))
    found = parallel_forms(first, second)
    assert found.reliability == pytest.approx(1 / 1.25, abs=0.02)
    assert found.spread_ratio == pytest.approx(1, abs=0.03)
    assert found.difference.low < 0 < found.difference.high


def test_a_form_without_spread_shows_nothing() -> None:
    with pytest.raises(DataError):
        parallel_forms([5, 5, 5], [4, 5, 6])


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_counterbalancing_parts_gain_and_difficulty(gain: float, harder: float) -> None:
    ability = np.array([10.0, 12, 14, 16, 9, 11])
    first = list("AAAABB")  # halves of unequal size
    before = ability - harder * (np.array(first) == "B")
    after = ability + gain - harder * (np.array(first) == "A")
    scores = pd.DataFrame({"first_form": first, "before": before, "after": after})
    found, difficulty = counterbalanced_gain(scores)
    assert found.estimate == pytest.approx(gain, abs=1e-9)
    assert difficulty == pytest.approx(harder, abs=1e-9)


def test_one_form_first_for_everybody_cannot_part_them() -> None:
    with pytest.raises(DataError, match="A and B"):
        counterbalanced_gain(pd.DataFrame({"first_form": ["A", "A"], "before": [1, 2], "after": [2, 3]}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_levels_have_questions_and_measures(language: str) -> None:
    table = kirkpatrick(language)
    assert table.index.tolist() == ["reaction", "learning", "behaviour", "results"]
    assert table.map(bool).all(axis=None)
