import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.segment.quantiles import ranked_by_counting, ranked_by_window

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
