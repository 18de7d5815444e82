"""Planted dirt, as it grows in real systems; ``dirty=False`` leaves it out. Listed in datasets/company.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.data.company import columns, seasons

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.data.company.firm import Firm

SOILED = ("customers", "orders", "lines")
REPEATED = 0.008  # share of orders exported twice, with their lines
NO_CUSTOMER = 0.012  # share of orders without a customer's number
TWO_RECORDS = 0.012  # share of organisations entered twice
IN_WAN = 0.05  # share of firms with capital in 万元 (10,000 CNY), marked or not
IN_BOXES = 0.03  # share of consumable lines in boxes of ten
LATE = 0.015  # share of orders recorded 20 to 75 days late


def soil(firm: Firm, name: str) -> pd.DataFrame:
    """The table ``name`` with its dirt."""
    if name == "customers":
        return _customers(firm)
    return _orders(firm) if name == "orders" else _lines(firm)


def second_records(firm: Firm) -> dict[str, str]:
    """Second number -> true number of the organisations that were entered twice."""
    import numpy as np

    hidden, rs = firm.population, firm.random_state("two records")
    twice = np.flatnonzero(
        (hidden.kind > 0) & ~hidden.prospect & (rs.random_sample(len(hidden)) < TWO_RECORDS)
    )
    after = int(hidden.customer_id[-1][1:])
    return {f"C{after + number:05d}": str(hidden.customer_id[i]) for number, i in enumerate(twice, start=1)}


def true_dirt(firm: Firm) -> pd.DataFrame:
    """``kind, table, key, truth``: every planted fault and what is right."""
    import pandas as pd

    rows = [("second record", "customers", new, old) for new, old in second_records(firm).items()]
    dirty, clean = soil(firm, "orders"), firm.clean("orders")
    again = dirty[dirty["order_id"].duplicated()]
    rows += [("repeated", "orders", key, key) for key in again["order_id"]]
    right = clean.set_index("order_id")["customer_id"]
    missing = dirty[dirty["customer_id"].isna() & ~dirty["order_id"].duplicated()]
    rows += [("no customer", "orders", key, right[key]) for key in missing["order_id"]]
    late = dirty[
        ~dirty["order_id"].duplicated() & ((dirty["recorded_on"] - dirty["order_date"]).dt.days > 15)
    ]
    rows += [
        ("recorded late", "orders", key, day.strftime("%Y-%m-%d"))
        for key, day in zip(late["order_id"], late["order_date"], strict=True)
    ]
    absent = clean[~clean["order_id"].isin(dirty["order_id"])]
    rows += [
        ("not yet recorded", "orders", key, day.strftime("%Y-%m-%d"))
        for key, day in zip(absent["order_id"], absent["order_date"], strict=True)
    ]
    mine, theirs = firm.clean("customers"), _customers(firm).iloc[: len(firm.population)]
    wrong = mine["registered_capital"].notna() & (mine["registered_capital"] != theirs["registered_capital"])
    rows += [
        ("in 10,000 CNY", "customers", key, f"{value:.0f}")
        for key, value in mine.loc[wrong, ["customer_id", "registered_capital"]].itertuples(index=False)
    ]
    return pd.DataFrame(rows, columns=["kind", "table", "key", "truth"])  # fmt: skip


def _customers(firm: Firm) -> pd.DataFrame:
    """Second records at the end, written a little differently; capital in mixed units; blanks around cities."""
    import numpy as np
    import pandas as pd

    rs, table = firm.random_state("dirty customers"), firm.clean("customers")
    firms = table["type"] == "enterprise"
    wan = firms & (rs.random_sample(len(table)) < IN_WAN)
    table.loc[wan, ["registered_capital", "paid_in_capital"]] /= 10_000
    marked = wan & (rs.random_sample(len(table)) < 0.5)
    table.loc[marked, "capital_unit"] = "10k CNY"
    padded = rs.random_sample(len(table)) < 0.01
    table["city"] = table["city"].where(~padded, table["city"] + " ")
    second = second_records(firm)
    copies = table.set_index("customer_id").loc[list(second.values())].reset_index()
    copies["customer_id"] = list(second)
    copies["name_en"] = copies["name_en"].str.replace("Co., Ltd.", "Company Limited").str.upper()
    copies["name_zh"] = copies["name_zh"].str.replace("有限公司", "有限责任公司") + "\uff08新\uff09"
    copies["since"] = copies["since"] + np.timedelta64(200, "D")
    copies["level"] = "new"
    return pd.concat([table, copies], ignore_index=True)


def _orders(firm: Firm) -> pd.DataFrame:
    """Orders repeated, without a customer, under a second record, or recorded late."""
    import numpy as np
    import pandas as pd

    rs, table = firm.random_state("dirty orders"), firm.clean("orders")
    n = len(table)
    moved = table["customer_id"].map({old: new for new, old in second_records(firm).items()})
    moved = moved.where(rs.random_sample(n) < 0.5)
    table["customer_id"] = table["customer_id"].where(moved.isna(), moved)
    table["customer_id"] = table["customer_id"].mask(rs.random_sample(n) < NO_CUSTOMER)
    late = rs.random_sample(n) < LATE
    delay = np.where(late, 20 + np.floor(rs.random_sample(n) * 56).astype(np.int64), 0)
    table["recorded_on"] = table["recorded_on"] + pd.to_timedelta(delay, unit="D").astype("timedelta64[s]")
    table = table[table["recorded_on"] <= np.datetime64(seasons.AS_OF)]  # the rest had not arrived
    again = table[rs.random_sample(len(table)) < REPEATED]
    return pd.concat([table, again], ignore_index=True).sort_values(
        "recorded_on", kind="stable", ignore_index=True
    )


def _lines(firm: Firm) -> pd.DataFrame:
    """Lines of repeated orders repeated; returns as negative lines; some consumables counted in boxes of ten."""
    import numpy as np
    import pandas as pd

    rs, table = firm.random_state("dirty lines"), firm.clean("lines")
    boxed = (
        table["product_id"].isin(["P04", "P05", "P08"]).to_numpy() & (table["quantity"] % 10 == 0).to_numpy()
    )
    boxed |= table["product_id"].isin(["P04", "P08"]).to_numpy() & (rs.random_sample(len(table)) < IN_BOXES)
    boxed &= rs.random_sample(len(table)) < 0.5
    table["quantity"] = np.where(boxed, table["quantity"] / 10, table["quantity"])
    for column in ("unit_price", "unit_cost"):
        table[column] = np.where(boxed, (table[column] * 10).round(2), table[column])
    table["unit"] = table["unit"].mask(pd.Series(boxed), "box of 10")
    listed = firm.table("orders")["order_id"]
    times = np.bincount(columns.numbers(listed) - firm.first_order, minlength=len(firm.clean("orders")))
    copies = times[columns.numbers(table["order_id"]) - firm.first_order]
    again = table[copies == 2]
    back: pd.DataFrame = firm.clean("returns").merge(
        firm.clean("lines"), on=["order_id", "line_no"], suffixes=("_back", "")
    )
    back = back[times[columns.numbers(back["order_id"]) - firm.first_order] > 0]
    back["quantity"] = -back["quantity_back"].astype(float)
    back["amount"] = -back["refund"]
    back["line_no"] = back["line_no"] + 90
    every: pd.DataFrame = pd.concat([table[copies > 0], again, back[table.columns]], ignore_index=True)
    return every.sort_values(["order_id", "line_no"], kind="stable", ignore_index=True)
