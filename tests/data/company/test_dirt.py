import pandas as pd

from coursekit.data import company, digests
from coursekit.data.company import dirt


def of_kind(dirty, kind) -> pd.DataFrame:
    return dirty.true_dirt.query("kind == @kind")


def test_every_kind_of_dirt_is_planted(dirty):
    kinds = set(dirty.true_dirt["kind"])
    assert kinds == {
        "second record",
        "repeated",
        "no customer",
        "recorded late",
        "not yet recorded",
        "in 10,000 CNY",
    }


def test_it_can_be_switched_off(firm, dirty):
    for name in company.TABLES:
        same = digests.of_frame(firm.table(name)) == digests.of_frame(dirty.table(name))
        assert same == (name not in dirt.SOILED), name


def test_repeated_orders_are_repeated_whole(dirty):
    orders = dirty.orders
    again = orders["order_id"].duplicated()
    assert again.sum() == len(of_kind(dirty, "repeated"))
    assert (
        orders[orders["order_id"].duplicated(keep=False)]
        .groupby("order_id")
        .nunique(dropna=False)
        .max()
        .max()
        == 1
    )


def test_some_orders_have_no_customer_and_the_truth_knows_whose_they_were(dirty, firm):
    whose = firm.orders.set_index("order_id")["customer_id"]
    lost = of_kind(dirty, "no customer")
    assert dirty.orders.drop_duplicates()["customer_id"].isna().sum() == len(lost)
    assert (whose.loc[lost["key"]].to_numpy() == lost["truth"].to_numpy()).all()


def test_second_records_share_the_work_with_the_first(dirty):
    pairs = of_kind(dirty, "second record")
    assert len(pairs) == len(dirty.customers) - len(dirty.population)
    assert dirty.orders["customer_id"].isin(pairs["key"]).any()
    assert dirty.orders["customer_id"].isin(pairs["truth"]).any()


def test_capital_is_in_mixed_units_and_only_some_is_marked(dirty, firm):
    wrong = of_kind(dirty, "in 10,000 CNY")
    capital = dirty.customers.set_index("customer_id")
    assert (capital.loc[wrong["key"], "registered_capital"] * 10_000).round().tolist() == wrong[
        "truth"
    ].astype(float).tolist()
    assert 0 < (capital["capital_unit"] == "10k CNY").sum() < len(wrong)


def test_boxes_of_ten_keep_the_amount(dirty, firm):
    lines = dirty.lines.query("unit == 'box of 10'").drop_duplicates(["order_id", "line_no"])
    right = firm.lines.merge(lines, on=["order_id", "line_no"], suffixes=("", "_boxed"))
    assert len(right) > 50
    assert (right["quantity_boxed"] * 10 - right["quantity"]).abs().max() < 1e-9
    assert (right["amount"] == right["amount_boxed"]).all()


def test_late_records_arrive_after_the_order_and_never_after_the_export(dirty):
    orders = dirty.orders
    assert (orders["recorded_on"] >= orders["order_date"]).all()
    assert orders["recorded_on"].max() <= pd.Timestamp(dirty.as_of)
    assert ((orders["recorded_on"] - orders["order_date"]).dt.days > 15).sum() >= len(
        of_kind(dirty, "recorded late")
    )


def test_a_right_cleaning_arrives_at_the_net_orders(dirty, firm):
    """Drop what is repeated, join second records, sum lines (returns are negative): what is left is the truth."""
    orders = dirty.orders.drop_duplicates("order_id").dropna(subset=["customer_id"])
    whose = of_kind(dirty, "second record").set_index("key")["truth"]
    orders["customer_id"] = orders["customer_id"].replace(whose.to_dict())
    lines = dirty.lines.drop_duplicates(["order_id", "line_no"])
    net = orders.assign(net=orders["order_id"].map(lines.groupby("order_id")["amount"].sum()).round(2))
    right = company.net_orders(firm).merge(net, on="order_id", suffixes=("", "_cleaned"))
    assert len(right) > 0.97 * len(company.net_orders(firm))
    assert (right["customer_id"] == right["customer_id_cleaned"]).all()
    assert (right["amount"] - right["net"]).abs().max() < 0.02
