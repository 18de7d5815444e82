import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import DataError, UsageError
from coursekit.segment.lifetime import later_purchases, repeat_summary, which_model


def orders(*rows: tuple[str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["customer_id", "order_date", "amount"])
    return frame.assign(order_date=pd.to_datetime(frame["order_date"], format="mixed"))


def test_the_papers_summary_comes_out_of_the_purchases(
    cdnow_orders: pd.DataFrame, cdnow_summary: pd.DataFrame
) -> None:
    ours = repeat_summary(cdnow_orders, "1997-09-30")
    assert len(ours) == 2357
    assert ours["frequency"].eq(0).mean() == pytest.approx(0.599, abs=5e-4)
    columns = ["frequency", "recency", "T"]
    assert np.allclose(ours[columns], cdnow_summary[columns], atol=0.005)
    repeat = ours["frequency"].gt(0).to_numpy()
    assert np.allclose(ours["monetary"][repeat], cdnow_summary["monetary"][repeat], atol=0.006)


def test_two_purchases_on_a_day_are_one() -> None:
    summary = repeat_summary(orders(("A", "2026-01-01", 5), ("A", "2026-01-01 15:00", 5)), "2026-02-01")
    assert summary.loc["A", "frequency"] == 0


def test_the_first_purchase_is_not_in_the_amount() -> None:
    summary = repeat_summary(orders(("A", "2026-01-01", 1000), ("A", "2026-01-08", 10)), "2026-02-01")
    assert summary.loc["A", "monetary"] == 10


def test_orders_after_the_day_do_not_leak() -> None:
    before = orders(("A", "2026-01-01", 5), ("A", "2026-01-08", 5))
    after = orders(("A", "2026-03-01", 99), ("B", "2026-03-01", 99))
    both = pd.concat([before, after], ignore_index=True)
    pd.testing.assert_frame_equal(repeat_summary(both, "2026-02-01"), repeat_summary(before, "2026-02-01"))


def test_a_purchase_on_the_day_itself_counts() -> None:
    summary = repeat_summary(orders(("A", "2024-02-22", 5), ("A", "2024-02-29", 5)), "2024-02-29")
    assert summary.loc["A"].tolist() == [1, 1, 1, 5]


def test_no_order_in_sight_is_an_error() -> None:
    with pytest.raises(DataError, match="no order"):
        repeat_summary(orders(("A", "2026-01-01", 5)), "2025-01-01")


records = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 60), st.integers(1, 9)), min_size=1)


@given(records, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, int, int]], chance: object) -> None:
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "amount"])
    frame["order_date"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["day"], unit="D")
    shuffled = frame.sample(frac=1, random_state=chance.randint(0, 99))  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(repeat_summary(frame, "2026-03-31"), repeat_summary(shuffled, "2026-03-31"))


@given(records)
def test_calibration_and_holdout_share_out_all_purchase_days(rows: list[tuple[str, int, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["customer_id", "day", "amount"])
    frame["order_date"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["day"], unit="D")
    if frame["day"].min() > 30:
        return
    known = repeat_summary(frame, "2026-01-31")
    later = later_purchases(frame, "2026-01-31", "2026-12-31")
    own = frame[frame["customer_id"].isin(known.index)].drop_duplicates(["customer_id", "order_date"])
    assert (known["frequency"] + 1 + later).to_dict() == own.groupby("customer_id").size().to_dict()


def test_customers_who_do_not_return_stay_in_the_holdout(cdnow_orders: pd.DataFrame) -> None:
    later = later_purchases(cdnow_orders, "1997-09-30", "1998-06-30")
    assert len(later) == 2357
    assert later.eq(0).any()


@pytest.mark.parametrize(
    ("contract", "buying", "model"),
    [
        ("no contract", "at any time", "BG/NBD"),
        ("no contract", "at set times", "BG/BB"),
        ("contract", "at set times", "sBG"),
        ("contract", "at any time", "exponential-gamma"),
    ],
)
def test_the_relation_decides_the_model(contract: str, buying: str, model: str) -> None:
    assert which_model(contract, buying) == model  # type: ignore[arg-type]


def test_a_relation_of_another_kind_is_refused() -> None:
    with pytest.raises(UsageError):
        which_model("tender", "at any time")  # type: ignore[arg-type]
