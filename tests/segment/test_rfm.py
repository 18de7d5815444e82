from __future__ import annotations

from importlib.util import find_spec
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.data import completejourney
from coursekit.errors import DataError, UsageError
from coursekit.segment.customers import customer_table
from coursekit.segment.rfm import (
    EIGHT_TYPES,
    ELEVEN_SEGMENTS,
    eight_types,
    quantile_scores,
    rule_gaps,
    scores,
    segments,
)

if TYPE_CHECKING:
    from conftest import Backend

values = st.lists(st.integers(0, 12), min_size=1, max_size=60)
bins = st.integers(2, 9)
ties = st.sampled_from(["high", "low", "mid"])


@pytest.fixture
def table() -> pd.DataFrame:
    """Sixty customers with many ties in recency and frequency."""
    chance = np.random.RandomState(4)
    return pd.DataFrame(
        {
            "customer_id": np.arange(60),
            "recency": chance.randint(0, 9, 60),
            "frequency": chance.randint(1, 5, 60),
            "monetary": chance.randint(1, 40, 60) / 4,
        }
    )


@pytest.fixture(scope="module")
def cdnow() -> pd.Series:
    """Repeat purchases of CDNOW's 2,357-customer calibration sample in its first 39 weeks."""
    package = find_spec("lifetimes")
    assert package is not None
    assert package.origin is not None
    return pd.read_csv(Path(package.origin).parent / "datasets" / "cdnow_customers_summary.csv")["frequency"]


# quantile scores


def test_cdnow_customers_without_repeat_purchase_all_score_alike(cdnow: pd.Series) -> None:
    assert len(cdnow) == 2357
    assert round((cdnow == 0).mean(), 3) == 0.599
    assert quantile_scores(cdnow)[cdnow == 0].unique().tolist() == [3]
    assert (quantile_scores(cdnow) == 5).sum() == 507


def test_the_usual_shortcut_gives_them_three_scores(cdnow: pd.Series) -> None:
    by_rank = pd.qcut(cdnow.rank(method="first"), 5, labels=False) + 1
    assert by_rank[cdnow == 0].value_counts().sort_index().to_dict() == {1: 472, 2: 471, 3: 468}


def test_without_ties_the_groups_are_as_equal_as_they_can_be() -> None:
    counts = quantile_scores(pd.Series(range(2357))).value_counts()
    assert set(counts) == {471, 472}


@given(values, bins, ties, st.randoms(use_true_random=False))
def test_shuffling_the_rows_changes_no_score(given_values, bins, ties, chance) -> None:
    series = pd.Series(given_values)
    mixed = list(series.index)
    chance.shuffle(mixed)
    found = quantile_scores(series[mixed], bins, ties=ties).sort_index()
    pd.testing.assert_series_equal(found, quantile_scores(series, bins, ties=ties))


@given(values, bins, ties, st.booleans())
def test_equal_values_score_equally_and_better_values_never_lower(given_values, bins, ties, higher) -> None:
    series = pd.Series(given_values)
    found = quantile_scores(series, bins, higher, ties)
    assert found.between(1, bins).all()
    by_value = found.groupby(series).agg(["min", "max"])
    assert (by_value["min"] == by_value["max"]).all()
    assert by_value["min"].is_monotonic_increasing if higher else by_value["min"].is_monotonic_decreasing


@given(values, bins, st.booleans())
def test_the_tie_rules_stand_in_order(given_values, bins, higher) -> None:
    low, mid, high = (
        quantile_scores(pd.Series(given_values), bins, higher, rule) for rule in ("low", "mid", "high")
    )
    assert (low <= mid).all()
    assert (mid <= high).all()


@given(values, bins, ties, st.sampled_from([lambda x: 3 * x + 1, lambda x: x**3, lambda x: np.log1p(x)]))
def test_only_the_order_of_values_counts(given_values, bins, ties, rising) -> None:
    series = pd.Series(given_values, dtype=float)
    assert quantile_scores(rising(series), bins, ties=ties).equals(quantile_scores(series, bins, ties=ties))


@given(st.permutations(list("abcdefg")), bins)
def test_renaming_customers_only_renames(names, bins) -> None:
    series = pd.Series([5, 5, 1, 0, 0, 9, 2])
    renamed = quantile_scores(series.set_axis(names), bins)
    assert renamed.index.tolist() == names
    assert renamed.tolist() == quantile_scores(series, bins).tolist()


def test_the_best_of_all_is_always_at_the_top_with_high_ties() -> None:
    assert quantile_scores(pd.Series([7])).tolist() == [5]
    assert quantile_scores(pd.Series([7, 7, 7])).tolist() == [5, 5, 5]


def test_a_missing_value_has_no_score_and_does_not_count() -> None:
    found = quantile_scores(pd.Series([1.0, None, 2.0]), bins=2)
    assert found.isna().tolist() == [False, True, False]
    assert found.dropna().tolist() == [1, 2]
    assert str(found.dtype) == "Int64"


def test_an_empty_series_has_no_scores() -> None:
    assert quantile_scores(pd.Series([], dtype=float)).tolist() == []


def test_a_polars_series_gives_a_polars_series() -> None:
    found = quantile_scores(pl.Series([0, 0, 1, 7]), bins=2)
    assert isinstance(found, pl.Series)
    assert found.to_list() == [1, 1, 2, 2]


@pytest.mark.parametrize("bins", [1, 10, 2.5, True])
def test_impossible_bins_are_refused(bins: int) -> None:
    with pytest.raises(UsageError, match="Expected a whole number from 2 to 9"):
        quantile_scores(pd.Series([1, 2]), bins)


def test_an_unknown_tie_rule_is_refused() -> None:
    with pytest.raises(UsageError, match="Found ties='first'"):
        quantile_scores(pd.Series([1, 2]), ties="first")


def test_a_list_is_no_series() -> None:
    with pytest.raises(UsageError, match=r"use scores\(table\)"):
        quantile_scores([1, 2])


# scores


def test_a_newer_purchase_never_scores_lower(table: pd.DataFrame) -> None:
    by_days = scores(table).groupby("recency")["r"].agg(["min", "max"])
    assert by_days["max"].is_monotonic_decreasing
    assert (by_days["min"] == by_days["max"]).all()


def test_the_code_is_the_three_digits(table: pd.DataFrame) -> None:
    found = scores(table)
    assert (found["rfm"] == found["r"].astype(str) + found["f"].astype(str) + found["m"].astype(str)).all()


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("rule", ["high", "low", "mid"])
def test_every_back_end_gives_the_same_scores(
    backend: Backend, in_pandas: Backend, table: pd.DataFrame, nested: bool, rule: str
) -> None:
    found = backend.answer(scores(backend.make(table), nested=nested, ties=rule))
    pd.testing.assert_frame_equal(found, in_pandas.answer(scores(table, nested=nested, ties=rule)))


@pytest.mark.parametrize("rows", [0, 1])
def test_scores_of_nobody_and_of_one_customer(backend: Backend, table: pd.DataFrame, rows: int) -> None:
    found = backend.answer(scores(backend.make(table.head(rows))))
    assert found["rfm"].tolist() == ["555"] * rows


def test_orders_become_the_same_scores_on_every_back_end(
    backend: Backend, in_pandas: Backend, orders: pd.DataFrame
) -> None:
    expected = in_pandas.answer(scores(customer_table(orders, "2024-03-01"), bins=3))
    found = backend.answer(scores(customer_table(backend.make(orders), "2024-03-01"), bins=3))
    pd.testing.assert_frame_equal(found, expected)
    tied = expected.set_index("customer_id")["rfm"]
    assert tied["ana"] == tied["bo"]


def test_missing_measures_have_missing_scores_on_every_back_end(
    backend: Backend, table: pd.DataFrame
) -> None:
    holes = table.astype({"monetary": float})
    holes.loc[[3, 7], "monetary"] = None
    found = backend.answer(scores(backend.make(holes)))
    assert found.index[found["m"].isna()].tolist() == [3, 7]
    assert found["rfm"].isna().tolist() == found["m"].isna().tolist()
    assert found["m"].tolist()[:3] == quantile_scores(holes["monetary"]).tolist()[:3]


def test_nested_scores_rank_within_the_cell(table: pd.DataFrame) -> None:
    found = scores(table, bins=2, nested=True)
    for _, cell in found.groupby("r"):
        assert cell["f"].tolist() == quantile_scores(cell["frequency"], 2).tolist()
    for _, cell in found.groupby(["r", "f"]):
        assert cell["m"].tolist() == quantile_scores(cell["monetary"], 2).tolist()


def test_nested_cells_are_about_equally_large_without_ties() -> None:
    chance = np.random.RandomState(1)
    spread = pd.DataFrame({name: chance.permutation(1250) for name in ("recency", "frequency", "monetary")})
    assert set(scores(spread, nested=True)["rfm"].value_counts()) == {10}
    assert len(set(scores(spread)["rfm"].value_counts())) > 1


def test_the_index_and_the_other_columns_stay(table: pd.DataFrame) -> None:
    named = table.set_index("customer_id").assign(region="east")
    found = scores(named)
    assert found.index.equals(named.index)
    assert list(found.columns) == [*named.columns, "r", "f", "m", "rfm"]


def test_a_table_without_recency_is_refused(table: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="no column 'recency'"):
        scores(table.drop(columns="recency"))


def test_completejourney_recency_is_weak_and_frequency_follows_money() -> None:
    orders = completejourney.orders()
    found = customer_table(orders, completejourney.YEAR_END)
    assert len(found) == 2469
    assert len(orders) - found["frequency"].sum() == 86  # New Year's Eve in America is 1 January in UTC
    assert round((found["recency"] <= 7).mean(), 2) == 0.55
    assert round(found["frequency"].corr(found["monetary"], method="spearman"), 2) == 0.86


# eight types


def eight(**columns: list[float]) -> list[str]:
    return eight_types(pd.DataFrame(columns)).tolist()


def test_each_of_the_eight_patterns_has_its_own_type() -> None:
    patterns = pd.DataFrame(list(EIGHT_TYPES), columns=["recent", "frequent", "spending"]).astype(int)
    table = pd.DataFrame(
        {
            "recency": 1 - patterns["recent"],
            "frequency": patterns["frequent"],
            "monetary": patterns["spending"],
        }
    )
    assert eight_types(table).tolist() == list(EIGHT_TYPES.values())
    assert len(set(EIGHT_TYPES.values())) == 8


def test_equal_customers_stand_at_the_cut_and_count_as_good() -> None:
    same = {"recency": [3, 3, 3], "frequency": [1, 1, 1], "monetary": [0.1, 0.1, 0.1]}
    assert eight(**same) == ["important-value"] * 3
    assert eight_types(pd.DataFrame(same), at_cut="low").tolist() == ["general-win-back"] * 3


def test_one_rich_customer_moves_the_mean_but_not_the_median() -> None:
    skewed = pd.DataFrame({"recency": [1, 1, 1], "frequency": [1, 1, 1], "monetary": [10.0, 20.0, 3000.0]})
    assert eight_types(skewed).tolist() == ["general-value", "general-value", "important-value"]
    assert eight_types(skewed, "median").tolist() == ["general-value", "important-value", "important-value"]


@pytest.mark.parametrize("cut", ["mean", "median"])
@pytest.mark.parametrize("rows", [0, 1, 59, 60])
def test_every_back_end_gives_the_same_types(
    backend: Backend, in_pandas: Backend, table: pd.DataFrame, cut: str, rows: int
) -> None:
    some = table.head(rows)
    expected = eight_types(some, cut)
    found = eight_types(backend.make(some), cut)
    if backend.name in ("pandas", "polars"):
        assert found.to_list() == expected.to_list()
    else:
        assert backend.answer(found)["type"].tolist() == expected.tolist()


def test_a_missing_measure_gives_no_type(backend: Backend, table: pd.DataFrame) -> None:
    holes = table.astype({"monetary": float})
    holes.loc[[3, 7], "monetary"] = None
    found = eight_types(backend.make(holes))
    types = found if backend.name in ("pandas", "polars") else backend.answer(found)["type"]
    assert pd.Series(types.to_list()).isna().to_numpy().nonzero()[0].tolist() == [3, 7]


def test_an_unknown_cut_is_refused(table: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="Found cut='mode'"):
        eight_types(table, "mode")


# named segments


def test_the_eleven_names_cover_every_code_once() -> None:
    gaps = rule_gaps(ELEVEN_SEGMENTS)
    assert gaps.uncovered == []
    assert gaps.doubled == {}
    assert len({row["segment"] for row in ELEVEN_SEGMENTS}) == 11


def test_every_back_end_gives_the_same_segments(backend: Backend, table: pd.DataFrame) -> None:
    scored = scores(table)
    by_code = {code: row["segment"] for row in ELEVEN_SEGMENTS for code in row["codes"].split()}
    expected = scored["rfm"].map(by_code).tolist()
    found = segments(backend.make(scored), ELEVEN_SEGMENTS)
    if backend.name in ("pandas", "polars"):
        assert found.to_list() == expected
    else:
        assert backend.answer(found)["segment"].tolist() == expected


def test_the_order_of_the_rows_does_not_matter(table: pd.DataFrame) -> None:
    rules = [
        {"segment": "a", "r": [4, 5]},
        {"segment": "b", "r": [1, 3], "f": 5},
        {"segment": "c", "r": [1, 3], "f": [1, 4]},
    ]
    scored = scores(table)
    for order in permutations(rules):
        assert segments(scored, order).equals(segments(scored, rules))


def test_a_gap_is_refused_and_named(table: pd.DataFrame) -> None:
    with pytest.raises(DataError, match="Found 100 score codes without a segment: 111, 112"):
        segments(scores(table), [{"segment": "best", "r": 5}])


def test_an_overlap_is_refused_and_named(table: pd.DataFrame) -> None:
    rules = [{"segment": "all"}, {"segment": "best", "codes": ["555"]}]
    with pytest.raises(
        DataError, match=r"Found 1 score codes in more than one segment: 555 \(all and best\)"
    ):
        segments(scores(table), rules)


def test_two_rows_of_one_segment_may_overlap() -> None:
    gaps = rule_gaps([{"segment": "all"}, {"segment": "all", "r": 5}])
    assert gaps.uncovered == []
    assert gaps.doubled == {}


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3)), max_size=8))
def test_gaps_and_overlaps_are_counted_right(cells) -> None:
    rules = [{"segment": str(number), "r": r, "f": f, "m": m} for number, (r, f, m) in enumerate(cells)]
    gaps = rule_gaps(rules, bins=3)
    assert len(gaps.uncovered) == 27 - len(set(cells))
    assert set(gaps.doubled) == {"".join(map(str, cell)) for cell in cells if cells.count(cell) > 1}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"r": 5}, "Found row 1 without a segment"),
        ({"segment": "x", "q": 5}, "Found 'q' in row 1"),
        ({"segment": "x", "r": 6}, "Found r=6 in row 1. Expected a score from 1 to 5"),
        ({"segment": "x", "r": [4, 2]}, r"Found r=\[4, 2\] in row 1"),
        ({"segment": "x", "r": "5"}, "Found r='5' in row 1"),
        ({"segment": "x", "codes": "556"}, "Found codes='556' in row 1"),
        ({"segment": "x", "codes": "555", "r": 5}, "Found 'codes' in row 1"),
    ],
)
def test_a_malformed_row_is_named(row: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        rule_gaps([row])


def test_one_rule_is_not_a_table() -> None:
    with pytest.raises(DataError, match="Found a dict as rules"):
        rule_gaps({"segment": "x"})
