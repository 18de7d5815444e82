"""Explorer of learning gain and regression to the mean."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from coursekit.errors import UsageError
from coursekit.training.evaluation import parallel_forms, regression_to_mean
from coursekit.widgets.learning_gain import MAXIMUM, LearningGain, simulate

SEEDS = range(1, 61)


@pytest.fixture
def explorer() -> LearningGain:
    return LearningGain()


def mean_gains(**choices: object) -> pd.Series:
    """Mean gain of each group over many classes."""
    settings = {"people": 200, "reliability": 60, "invited": 20, "gain": 0, "harder": 0, "control": "half"}
    classes = [simulate(**{**settings, **choices}, seed=seed) for seed in SEEDS]  # type: ignore[arg-type]
    return pd.DataFrame([(c["after"] - c["before"]).groupby(c["group"]).mean() for c in classes]).mean()


def test_a_training_that_gives_nothing_seems_to_help_the_lowest(explorer: LearningGain) -> None:
    trained = explorer.gains()["trained"]
    assert trained.low > 0
    assert explorer.state["gain"] == 0


def test_the_formula_foretells_the_gain_of_a_retest() -> None:
    classes = [simulate(200, 60, 20, 0, 0, "everybody", seed) for seed in SEEDS]
    expected = [regression_to_mean(c["before"], c["group"].ne("others"), 0.6) for c in classes]
    assert mean_gains(control="everybody")["trained"] == pytest.approx(np.mean(expected), abs=0.4)


def test_a_perfect_test_has_no_regression(explorer: LearningGain) -> None:
    explorer.state = {"reliability": 100}
    assert explorer.regression == 0
    assert explorer.gains()["trained"].estimate == 0


def test_inviting_everybody_has_no_regression(explorer: LearningGain) -> None:
    explorer.state = {"invited": 100}
    assert explorer.regression == 0


def test_against_those_who_wait_the_true_gain_is_left_over() -> None:
    found = mean_gains(gain=3, harder=2)
    assert found["trained"] - found["waiting"] == pytest.approx(3, abs=0.5)


def test_a_harder_second_form_takes_from_trained_and_waiting_alike() -> None:
    easier = mean_gains(reliability=90) - mean_gains(reliability=90, harder=3)
    assert easier[["trained", "waiting"]].to_numpy() == pytest.approx(3, abs=0.1)


def test_reliability_is_the_correlation_of_the_two_forms() -> None:
    one = pd.concat([simulate(400, 60, 100, 0, 0, "everybody", seed) for seed in range(10)])
    assert parallel_forms(one["before"], one["after"]).reliability == pytest.approx(0.6, abs=0.04)


def test_the_lowest_are_invited_and_half_of_them_wait(explorer: LearningGain) -> None:
    explorer.state = {"control": "half", "invited": 40}
    groups = explorer.scores.groupby("group")["before"]
    assert groups.size().to_dict() == {"others": 120, "trained": 40, "waiting": 40}
    assert max(groups.max()["trained"], groups.max()["waiting"]) <= groups.min()["others"]


def test_who_is_not_invited_has_no_second_test(explorer: LearningGain) -> None:
    scores = explorer.scores
    assert scores["after"].isna().equals(scores["group"].eq("others"))


def test_marks_stay_on_the_scale(explorer: LearningGain) -> None:
    explorer.state = {"gain": 8, "people": 400, "invited": 100}
    assert explorer.scores[["before", "after"]].stack().between(0, MAXIMUM).all()


def test_the_finding_takes_the_gain_apart(explorer: LearningGain) -> None:
    explorer.state = {"harder": 2}
    assert "The training gives 0; about +3.3 come from having picked the lowest, −2 from the forms" in (
        explorer.summary.value
    )


def test_with_a_control_group_the_finding_compares(explorer: LearningGain) -> None:
    explorer.state = {"control": "half"}
    assert "those who wait by" in explorer.summary.value
    assert "waiting" in explorer.tables.value


def test_the_interval_of_the_class_shown_first_holds_the_truth(explorer: LearningGain) -> None:
    explorer.state = {"control": "half"}
    effect = explorer.gains()["effect"]
    assert effect.low <= 0 <= effect.high


def test_class_1_is_one_whose_interval_misses_the_truth_as_the_lesson_says(explorer: LearningGain) -> None:
    explorer.state = {"control": "half", "seed": 1}
    effect = explorer.gains()["effect"]
    assert effect.high < 0


def test_the_smallest_class_still_has_a_control_group(explorer: LearningGain) -> None:
    explorer.state = {"people": 40, "invited": 10, "control": "half"}
    assert explorer.scores["group"].value_counts()["waiting"] == 2


def test_a_reliability_off_the_scale_is_refused(explorer: LearningGain) -> None:
    with pytest.raises(UsageError):
        explorer.state = {"reliability": 120}


def test_it_speaks_chinese() -> None:
    explorer = LearningGain(language="zh")
    assert "挑选低分者带来约 +3.3 分" in explorer.summary.value
    explorer.state = {"control": "half"}
    assert "未培训的等候者" in explorer.summary.value
