import pandas as pd
import pytest

from coursekit.data import digests

TABLE = pd.DataFrame(
    {
        "a": [1, 2],
        "b": ["x", None],
        "c": pd.to_datetime(["2025-01-01", None]).astype("datetime64[s]"),
        "d": [0.5, None],
    }
)


def test_a_copy_has_the_same_digest():
    assert digests.of_frame(TABLE) == digests.of_frame(TABLE.copy())


@pytest.mark.parametrize(
    "changed",
    [
        TABLE.assign(a=[1, 3]),
        TABLE.assign(b=["x", ""]),
        TABLE.assign(b=["y", None]),
        TABLE.assign(c=TABLE["c"].fillna(pd.Timestamp(0))),
        TABLE.assign(d=[0.5, 0.0]),
        TABLE.assign(d=[0.5001, None]),
        TABLE.rename(columns={"a": "z"}),
        TABLE.iloc[::-1],
        TABLE[["b", "a", "c", "d"]],
    ],
)
def test_any_other_value_name_or_order_has_another_digest(changed):
    assert digests.of_frame(changed) != digests.of_frame(TABLE)


def test_storage_does_not_change_the_digest(tmp_path):
    TABLE.to_parquet(tmp_path / "table.parquet")
    assert digests.of_frame(pd.read_parquet(tmp_path / "table.parquet")) == digests.of_frame(TABLE)


def test_the_last_bits_of_a_number_do_not_count():
    assert digests.of_frame(TABLE.assign(d=[0.5 + 1e-12, None])) == digests.of_frame(TABLE)
