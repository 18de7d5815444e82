"""From orders to customers: one row a customer, as of a stated day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from coursekit.errors import DataError
from coursekit.segment import frames

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

COLUMNS = ("customer_id", "order_id", "order_date", "amount")


def customer_table(orders: IntoFrameT, as_of: str | date) -> IntoFrameT:
    """Recency, frequency and monetary value of each customer who had bought by the end of the day ``as_of``.

    ``orders`` has ``customer_id``, ``order_id``, ``order_date`` and ``amount`` (net), one row an order or
    one row an order line; lines of one order count once. The result is of the same kind (pandas in, pandas
    out; a DuckDB relation in, a relation out) with one row a customer:

    - ``recency``: whole days from the last order to ``as_of``, 0 for an order on that day
    - ``frequency``: number of distinct orders; a line without an order id adds to the amount only
    - ``monetary``: sum of ``amount``, rounded to the cent, because floats added in another order differ in
      the last digit and would make equal customers unequal
    - ``first_order``, ``last_order``: their dates as in ``orders``

    Orders after ``as_of``, without a date or without a customer are left out. Eager results are sorted
    by customer; lazy ones have no order. Raises DataError for a missing column, for an ``order_date`` that
    holds no dates, and for an ``as_of`` that is no day.

    Source: recency, frequency and monetary value as in Hughes (1994), Strategic Database Marketing.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({
    ...     "customer_id": ["ana", "ana", "bo", "bo"],
    ...     "order_id": [1, 2, 3, 4],
    ...     "order_date": pd.to_datetime(["2024-02-01", "2024-02-29", "2024-01-15", "2024-03-02"]),
    ...     "amount": [120.0, 80.0, 50.0, 70.0],
    ... })
    >>> customer_table(orders, as_of="2024-03-01")[["customer_id", "recency", "frequency", "monetary"]]
      customer_id  recency  frequency  monetary
    0         ana        1          2     200.0
    1          bo       46          1      50.0
    """
    import narwhals as nw

    frame = frames.opened(orders, COLUMNS, "orders")
    midnight = frames.day(as_of)
    end = frames.bound(frame, "order_date", midnight + timedelta(days=1))
    if not frame.collect_schema()["amount"].is_numeric():
        raise DataError("Found no numbers in column 'amount'.", "Expected net amounts.")

    lines = frame.filter(nw.col("order_date") < end).select(
        "customer_id", "order_id", "order_date", amount=nw.col("amount").cast(nw.Float64)
    )
    # Two plain group-bys instead of a count of distinct ids: every back end has them, and they count no null.
    by_order = lines.group_by("customer_id", "order_id").agg(
        first_order=nw.col("order_date").min(),
        last_order=nw.col("order_date").max(),
        amount=nw.col("amount").sum(),
    )
    by_customer = by_order.group_by("customer_id").agg(
        frequency=nw.col("order_id").count(),
        monetary=nw.col("amount").sum(),
        first_order=nw.col("first_order").min(),
        last_order=nw.col("last_order").max(),
    )
    # Who is nobody is left out last: customers are fewer than lines.
    table = by_customer.filter(~nw.col("customer_id").is_null()).select(
        "customer_id",
        recency=(midnight.toordinal() - frames.ordinal(nw.col("last_order"))).cast(nw.Int64),
        frequency=nw.col("frequency").cast(nw.Int64),
        monetary=nw.col("monetary").round(2),
        first_order="first_order",
        last_order="last_order",
    )
    if not frames.is_lazy(table):
        table = nw.maybe_reset_index(table.sort("customer_id"))
    return cast("IntoFrameT", table.to_native())
