import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError
from coursekit.strategy.observational import difference_in_differences, flips, simpson

# Bickel, Hammel & O'Connell 1975: admissions to Berkeley's six largest departments, 1973
BERKELEY = [
    ("A", 825, 512, 108, 89),
    ("B", 560, 353, 25, 17),
    ("C", 325, 120, 593, 202),
    ("D", 417, 138, 375, 131),
    ("E", 191, 53, 393, 94),
    ("F", 373, 22, 341, 24),
]


def applicants() -> pd.DataFrame:
    parts = []
    for department, men, men_in, women, women_in in BERKELEY:
        for man, n, admitted in ((True, men, men_in), (False, women, women_in)):
            outcome = [1] * admitted + [0] * (n - admitted)
            parts.append(pd.DataFrame({"department": department, "man": man, "admitted": outcome}))
    return pd.concat(parts, ignore_index=True)


def test_berkeley_s_gap_all_but_vanishes_within_departments_without_flipping_everywhere() -> None:
    found = simpson(applicants(), "man", "admitted", "department")
    assert found.overall == pytest.approx(0.142, abs=5e-4)
    assert (found.strata["difference"] < 0).sum() == 4
    assert not found.flips


def test_kidney_stones_flip() -> None:
    # Charig et al. 1986: open surgery against percutaneous, small and large stones
    rows = [
        ("small", True, 87, 81),
        ("small", False, 270, 234),
        ("large", True, 263, 192),
        ("large", False, 80, 55),
    ]
    frame = pd.concat(
        [pd.DataFrame({"size": s, "open": t, "cured": [1] * c + [0] * (n - c)}) for s, t, n, c in rows]
    )
    found = simpson(frame.reset_index(drop=True), "open", "cured", "size")
    assert found.flips
    assert found.strata.loc["large", ["n_treated", "n_control"]].tolist() == [263, 80]


@given(st.integers(0, 1000))
def test_no_flip_where_treatment_is_balanced_across_strata(seed: int) -> None:
    chance = np.random.RandomState(seed)
    frame = pd.DataFrame({"s": np.repeat(["a", "b"], 40), "t": [True, False] * 40, "y": chance.rand(80)})
    assert not simpson(frame, "t", "y", "s").flips


def test_the_finder_names_the_stratifier_that_flips() -> None:
    # region B buys less whatever one does, and was contacted more; the weekday has nothing to do with it
    rows = [("A", True, 20, 12), ("A", False, 80, 40), ("B", True, 80, 16), ("B", False, 20, 2)]
    frame = pd.concat(
        [pd.DataFrame({"region": r, "t": t, "y": [1] * y + [0] * (n - y)}) for r, t, n, y in rows]
    )
    frame["weekday"] = ["Mon", "Tue"] * 100
    assert flips(frame.reset_index(drop=True), "t", "y", ["weekday", "region"]) == ["region"]


def test_a_stratum_with_one_side_has_no_difference() -> None:
    frame = pd.DataFrame({"s": ["a", "a", "b"], "t": [True, False, True], "y": [1, 0, 1]})
    found = simpson(frame, "t", "y", "s")
    assert np.isnan(found.strata.loc["b", "difference"])
    assert found.strata.loc["b", "n_control"] == 0


def panel(seed: int, effect: float = 5.0) -> pd.DataFrame:
    """Heavy buyers are contacted more often, and grow faster anyway: simulated."""
    chance = np.random.RandomState(seed)
    heavy = chance.rand(2000) < 0.4
    treated = chance.rand(2000) < np.where(heavy, 0.7, 0.2)
    before = np.where(heavy, 100, 30) + chance.normal(0, 10, 2000)
    after = before + np.where(heavy, 20, 2) + effect * treated + chance.normal(0, 10, 2000)
    return pd.DataFrame({"treated": treated, "heavy": heavy, "before": before, "after": after})


def test_strata_remove_what_neither_difference_alone_does() -> None:
    frame = panel(3)
    naive = frame.loc[frame["treated"], "after"].mean() - frame.loc[~frame["treated"], "after"].mean()
    plain = difference_in_differences(frame)
    within = difference_in_differences(frame, stratum="heavy")
    assert naive > 30
    assert plain.low > 8
    assert within.low < 5 < within.high


def test_without_strata_it_is_the_interaction_of_a_regression() -> None:
    frame = panel(1)
    long = frame.reset_index().melt(["index", "treated"], ["before", "after"], "time", "y")
    long["late"] = long["time"].eq("after").astype(int)
    long["treated"] = long["treated"].astype(int)
    peer = smf.ols("y ~ treated * late", long).fit().params["treated:late"]
    assert difference_in_differences(frame).estimate == pytest.approx(peer)


def test_the_interval_covers_the_effect_as_often_as_it_says() -> None:
    found = [difference_in_differences(panel(seed), stratum="heavy") for seed in range(200)]
    assert np.mean([d.low <= 5 <= d.high for d in found]) == pytest.approx(0.95, abs=0.05)


def test_a_stratum_without_comparable_controls_is_named() -> None:
    frame = pd.DataFrame(
        {"treated": [True, True, True, False], "s": list("aabb"), "before": 0.0, "after": 1.0}
    )
    with pytest.raises(DataError, match="stratum a"):
        difference_in_differences(frame, stratum="s")


def test_nobody_treated_is_an_error() -> None:
    with pytest.raises(DataError):
        difference_in_differences(pd.DataFrame({"treated": [False], "before": [1.0], "after": [1.0]}))
