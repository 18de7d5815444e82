import numpy as np
import pandas as pd
import pytest

from coursekit.errors import DataError
from coursekit.strategy.uplift import GROUPS, four_groups, policy_profit, qini_curve, uplift_by_segment

RATES = {  # buy when treated, buy when not: one segment for each of the four groups
    "movable": (0.35, 0.15),
    "loyal": (0.80, 0.80),
    "gone": (0.05, 0.05),
    "annoyed": (0.30, 0.50),
}


@pytest.fixture
def trial() -> pd.DataFrame:
    chance = np.random.RandomState(0)
    segment = chance.choice(list(RATES), 8000)
    treated = chance.rand(8000) < 0.5
    rate = np.array([RATES[name][0 if t else 1] for name, t in zip(segment, treated, strict=True)])
    return pd.DataFrame({"segment": segment, "treated": treated, "bought": chance.rand(8000) < rate})


def test_uplift_is_found_in_each_segment(trial: pd.DataFrame) -> None:
    table = uplift_by_segment(trial, "segment")
    for name, (treated, control) in RATES.items():
        assert table.loc[name, "low"] <= treated - control <= table.loc[name, "high"]
    assert (table["p_holm"] >= table["p_value"]).all()


def test_segments_fall_into_the_four_groups(trial: pd.DataFrame) -> None:
    placed = four_groups(uplift_by_segment(trial, "segment"), worth=0.05)
    expected = dict(zip(RATES, GROUPS, strict=True))
    assert placed.to_dict() == expected


def test_response_is_not_uplift(trial: pd.DataFrame) -> None:
    table = uplift_by_segment(trial, "segment")
    assert table["rate_treated"].idxmax() == "loyal"
    assert table["uplift"].idxmax() == "movable"


def test_sizes_weigh_the_segments_to_the_whole(trial: pd.DataFrame) -> None:
    table = uplift_by_segment(trial, "segment")
    treated = (table["rate_treated"] * table["n_treated"]).sum() / table["n_treated"].sum()
    assert treated == pytest.approx(trial.loc[trial["treated"], "bought"].mean())


def test_a_segment_without_controls_is_named() -> None:
    trial = pd.DataFrame({"segment": ["a", "a"], "treated": [True, True], "bought": [True, False]})
    with pytest.raises(DataError, match="0 controls in a"):
        uplift_by_segment(trial, "segment")


def test_contacting_the_movable_beats_everybody_and_the_best_responders(trial: pd.DataFrame) -> None:
    def earned(*names: str) -> float:
        return policy_profit(trial, trial["segment"].isin(names), margin=100, cost=4).estimate

    assert earned("movable") > earned(*RATES) > earned("annoyed")
    assert earned("movable") > 0 > earned("loyal")
    assert earned("movable") == pytest.approx(0.25 * (0.20 * 100 - 4), abs=1)


def test_contacting_nobody_earns_nothing(trial: pd.DataFrame) -> None:
    nobody = policy_profit(trial, pd.Series(False, index=trial.index), margin=100, cost=4)
    assert (nobody.estimate, nobody.low, nobody.high) == (0, 0, 0)


def test_a_rule_for_other_customers_is_refused(trial: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="index"):
        policy_profit(trial, pd.Series([True, False]), margin=1, cost=0)


def test_the_qini_curve_of_uplift_lies_above_that_of_response(trial: pd.DataFrame) -> None:
    by_uplift = trial["segment"].map({name: a - b for name, (a, b) in RATES.items()})
    by_response = trial["segment"].map({name: a for name, (a, _) in RATES.items()})
    good, bad = qini_curve(trial, by_uplift), qini_curve(trial, by_response)
    area = [np.trapezoid(curve["extra"] - curve["by_chance"], curve["share"]) for curve in (good, bad)]
    assert area[0] > 1.5 * area[1]
    assert good["extra"].iloc[-1] == pytest.approx(bad["extra"].iloc[-1])


def test_the_qini_curve_does_not_depend_on_the_order_of_rows(trial: pd.DataFrame) -> None:
    score = trial["segment"].map({name: a - b for name, (a, b) in RATES.items()})
    shuffled = trial.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(qini_curve(trial, score), qini_curve(shuffled, score.loc[shuffled.index]))
