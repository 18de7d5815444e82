import duckdb
import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.segment.quantiles import ranked_by_counting, ranked_by_window, with_quantile_scores

rows = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2), st.one_of(st.none(), st.integers(0, 5))),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("within", [(), ("r",), ("r", "f")])
@given(rows, st.booleans(), st.sampled_from(["high", "low", "mid"]))
def test_counting_gives_the_ranks_of_the_window_function(within, given_rows, higher, ties) -> None:
    frame = nw.from_native(pd.DataFrame(given_rows, columns=["r", "f", "value"]).astype({"value": float}))
    by_window = ranked_by_window(frame, {"score": ("value", higher)}, ties, within).to_native()
    by_counting = ranked_by_counting(frame, "score", ("value", higher), ties, within).to_native()
    known = by_window["value"].notna()
    assert by_counting["_rank_score"].isna().equals(~known)
    figures = ["_rank_score", "_size_score"]
    pd.testing.assert_frame_equal(
        by_counting.loc[known, figures], by_window.loc[known, figures], check_dtype=False
    )


@given(rows, st.booleans(), st.integers(2, 9))
def test_cuts_give_the_scores_of_the_window_function(given_rows, higher, bins) -> None:
    table = pd.DataFrame(given_rows, columns=["r", "f", "value"]).astype({"value": float})
    table["row"] = range(len(table))
    wanted = {"score": ("value", higher)}
    by_window = with_quantile_scores(nw.from_native(table), wanted, bins, "high").to_native()
    relation = nw.from_native(duckdb.connect().from_df(table))
    by_cuts = with_quantile_scores(relation, wanted, bins, "high").to_native().df().sort_values("row")
    assert by_cuts["score"].astype("Int64").tolist() == by_window["score"].astype("Int64").tolist()


@pytest.mark.parametrize("bins", range(2, 10))
def test_cuts_are_exact_where_the_groups_are_equally_large(bins) -> None:
    table = pd.DataFrame({"value": range(bins * 1000)})
    relation = nw.from_native(duckdb.connect().from_df(table))
    scored = with_quantile_scores(relation, {"score": ("value", True)}, bins, "high").to_native().df()
    assert scored["score"].value_counts().to_dict() == dict.fromkeys(range(1, bins + 1), 1000)
