import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.training.questionnaires import (
    cronbach_alpha,
    item_table,
    non_response_range,
    response_rate,
    reverse,
    top_box,
)


def simulated(n: int = 4000, items: int = 5, loading: float = 1.0) -> pd.DataFrame:
    chance = np.random.RandomState(0)
    liking = chance.normal(0, 1, n)[:, None]
    return pd.DataFrame(
        loading * liking + chance.normal(0, 1, (n, items)), columns=list("abcdefghij")[:items]
    )


def test_alpha_by_hand() -> None:
    # item variances 1 and 1, covariance 1/2, so the sum has variance 3 and alpha = 2·(1 − 2/3)
    assert cronbach_alpha(pd.DataFrame({"a": [1, 2, 3], "b": [2, 1, 3]})) == pytest.approx(2 / 3)


@given(st.integers(2, 10))
def test_alpha_of_parallel_items_is_spearman_brown(items: int) -> None:
    answers = simulated(items=items)
    correlations = answers.corr().to_numpy()
    mean = (correlations.sum() - items) / (items * (items - 1))
    assert cronbach_alpha(answers) == pytest.approx(items * mean / (1 + (items - 1) * mean), abs=0.005)


def test_alpha_of_truth_values_is_kuder_richardson_20() -> None:
    answers = (simulated() > 0.3).astype(int)
    p = answers.mean()
    spread = answers.sum(axis=1).var(ddof=0)
    assert cronbach_alpha(answers) == pytest.approx(5 / 4 * (1 - (p * (1 - p)).sum() / spread))


def test_an_item_put_the_other_way_round_breaks_the_scale_until_it_is_reversed() -> None:
    answers = simulated().round().clip(-2, 2) + 3
    answers["too_long"] = 6 - answers.pop("c")
    table = item_table(answers)
    assert table["item_rest"].idxmin() == "too_long"
    assert table.loc["too_long", "item_rest"] < 0
    assert table.loc["too_long", "alpha_if_deleted"] > cronbach_alpha(answers)
    mended = reverse(answers, ["too_long"])
    assert (item_table(mended)["alpha_if_deleted"] < cronbach_alpha(mended)).all()


@given(st.integers(0, 100))
def test_reversing_twice_changes_nothing(seed: int) -> None:
    answers = pd.DataFrame(np.random.RandomState(seed).randint(1, 6, (8, 3)), columns=list("abc"))
    pd.testing.assert_frame_equal(reverse(reverse(answers, ["b"]), ["b"]), answers)


def test_only_items_there_are_can_be_reversed() -> None:
    with pytest.raises(UsageError, match="too_long"):
        reverse(pd.DataFrame({"a": [1]}), ["too_long"])


def test_an_item_that_everybody_answers_alike_has_no_correlation() -> None:
    table = item_table(pd.DataFrame({"a": [1, 2, 3], "b": [2, 3, 4], "c": [5, 5, 5]}))
    assert np.isnan(table.loc["c", "item_rest"])


@pytest.mark.parametrize("answers", [{"a": [1, 2]}, {"a": [1], "b": [2]}, {"a": [1, 2], "b": [2, 1]}])
def test_a_scale_needs_items_people_and_spread(answers: dict[str, list[int]]) -> None:
    with pytest.raises(DataError):
        cronbach_alpha(pd.DataFrame(answers))


def test_the_same_mean_can_hide_who_is_unhappy() -> None:
    answers = pd.DataFrame({"calm": [3, 3, 3, 3], "split": [1, 1, 5, 5]})
    assert answers.mean().nunique() == 1
    assert top_box(answers).to_dict() == {"calm": 0.0, "split": 0.5}
    assert top_box(answers, boxes=5).eq(1).all()


def test_gaps_do_not_count_as_unhappy() -> None:
    assert top_box(pd.DataFrame({"clear": [5, np.nan, 1, np.nan]}))["clear"] == 0.5


PEOPLE = pd.DataFrame({"group": ["sales"] * 3 + ["service"]}, index=["E1", "E2", "E3", "E4"])


def test_response_rates_by_group_add_up() -> None:
    table = response_rate(PEOPLE, ["E1", "E4"], by=["group"])
    assert table["answered"].to_dict() == {"sales": 1, "service": 1}
    assert response_rate(PEOPLE, ["E1", "E4"]).loc["all"].tolist() == [4, 2, 0.5]


def test_an_answer_from_a_stranger_is_refused() -> None:
    with pytest.raises(DataError, match="E9"):
        response_rate(PEOPLE, ["E9"])


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_share_of_everybody_lies_within_the_range_whatever_the_silent_think(
    share: float, rate: float, silent: float
) -> None:
    low, high = non_response_range(share, rate)
    assert low - 1e-12 <= share * rate + silent * (1 - rate) <= high + 1e-12
