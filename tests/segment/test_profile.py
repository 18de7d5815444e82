import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_effectsize

from coursekit.errors import DataError
from coursekit.segment.profile import check_claims, cohen_d, cohen_h, index_table, top_traits


@given(st.floats(0, 1), st.floats(0, 1))
def test_cohen_h_agrees_with_statsmodels(first: float, second: float) -> None:
    assert cohen_h(first, second) == pytest.approx(proportion_effectsize(first, second))


def test_cohen_d_by_hand() -> None:
    # means 5 and 3, both variances 4: pooled standard deviation 2
    assert cohen_d([3, 5, 7], [1, 3, 5]) == pytest.approx(1.0)


def test_cohen_d_is_missing_where_nothing_varies() -> None:
    assert np.isnan(cohen_d([1, 1], [2, 2]))


@pytest.fixture
def customers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "segment": ["gold"] * 40 + ["base"] * 60,
            "region": ["north"] * 30 + ["south"] * 10 + ["north"] * 20 + ["south"] * 40,
            "spend": [200.0] * 20 + [300.0] * 20 + [100.0] * 30 + [50.0] * 30,
        }
    )


def test_an_index_is_segment_over_everybody(customers: pd.DataFrame) -> None:
    table = index_table(customers, "segment", ["region", "spend"]).set_index(["segment", "trait", "value"])
    assert table.loc[("gold", "region", "north"), "index"] == pytest.approx(0.75 / 0.5)
    assert table.loc[("gold", "spend", "mean"), "index"] == pytest.approx(250 / 145)
    assert table.loc[("base", "spend", "mean"), "effect"] < 0


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(1, 9)), min_size=1))
def test_indexes_weighted_by_segment_size_average_to_one(rows: list[tuple[str, str, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["segment", "kind", "spend"])
    table = index_table(frame, "segment", ["kind", "spend"], least_base=1)
    weighted = (table["index"] * table["n"]).groupby([table["trait"], table["value"].astype(str)]).sum()
    assert np.allclose(weighted / len(frame), 1)


def test_a_small_segment_gets_no_index(customers: pd.DataFrame) -> None:
    table = index_table(customers, "segment", ["spend"], least_base=50)
    assert table.set_index("segment")["index"].isna().to_dict() == {"base": False, "gold": True}


def test_unknown_values_are_left_out_of_segment_and_base(customers: pd.DataFrame) -> None:
    customers.loc[:9, "spend"] = np.nan
    table = index_table(customers, "segment", ["spend"]).set_index("segment")
    assert table.loc["gold", "n"] == 30
    assert table.loc["gold", "base_value"] == pytest.approx(customers["spend"].mean())


def test_customers_without_a_segment_are_named(customers: pd.DataFrame) -> None:
    customers["segment"] = customers["segment"].where(customers.index > 3)
    with pytest.raises(DataError, match="without a segment"):
        index_table(customers, "segment", ["spend"])


def test_the_top_traits_are_the_largest_differences_either_way() -> None:
    table = pd.DataFrame({"segment": "a", "trait": list("pqrs"), "effect": [0.1, -0.8, np.nan, 0.5]})
    assert top_traits(table, "a", 3)["trait"].tolist() == ["q", "s", "p"]


@pytest.mark.parametrize(
    ("index", "direction", "verdict"),
    [
        (1.3, "high", "supported"),
        (1.2, "high", "unsupported"),
        (0.7, "high", "contradicted"),
        (0.7, "low", "supported"),
        (1.0, "low", "unsupported"),
        (1.3, "low", "contradicted"),
        (np.nan, "low", "unknown"),
    ],
)
def test_a_claim_is_checked_against_the_index(index: float, direction: str, verdict: str) -> None:
    key = {"segment": ["a"], "trait": ["spend"], "value": ["mean"]}
    checked = check_claims(
        pd.DataFrame({**key, "index": [index]}), pd.DataFrame({**key, "direction": [direction]})
    )
    assert checked["verdict"].item() == verdict


def test_a_claim_about_nothing_in_the_table_is_unknown() -> None:
    table = pd.DataFrame({"segment": ["a"], "trait": ["spend"], "value": ["mean"], "index": [2.0]})
    claim = pd.DataFrame({"segment": ["b"], "trait": ["spend"], "value": ["mean"], "direction": ["high"]})
    assert check_claims(table, claim)["verdict"].item() == "unknown"
