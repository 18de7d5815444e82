import numpy as np
import pandas as pd
import pytest

from coursekit.data import company
from coursekit.data.company import catalogue, seasons


def test_an_orders_amount_is_the_sum_of_its_lines(firm):
    lines = firm.lines.groupby("order_id")["amount"].sum()
    orders = firm.orders.set_index("order_id")["amount"]
    assert (lines - orders).abs().max() < 0.01


def test_a_lines_amount_follows_from_quantity_price_and_discount(firm):
    lines = firm.lines
    assert np.allclose(
        lines["amount"], lines["quantity"] * lines["unit_price"] * (1 - lines["discount"]), atol=0.006
    )


def test_no_product_stands_twice_in_an_order(firm):
    assert not firm.lines.duplicated(["order_id", "product_id"]).any()


def test_orders_are_in_order_of_day_and_inside_the_three_years(firm):
    dates = firm.orders["order_date"]
    assert dates.is_monotonic_increasing
    assert (str(dates.min().date()), str(dates.max().date())) >= (seasons.START, "2025-12-25")
    assert str(dates.max().date()) <= seasons.AS_OF


def test_consumers_buy_at_618_and_double_eleven(firm):
    consumers = firm.customers.loc[firm.customers["type"] == "consumer", "customer_id"]
    days = firm.orders[firm.orders["customer_id"].isin(consumers)]["order_date"]
    peak = seasons.peaks(days.to_numpy().astype("datetime64[D]"), "consumer").mean()
    assert peak > 1.5 * seasons.peaks(seasons.days(), "consumer").mean()


def test_government_spends_at_the_end_of_the_year(firm):
    bodies = firm.customers.loc[firm.customers["type"] == "government", "customer_id"]
    month = firm.orders[firm.orders["customer_id"].isin(bodies)]["order_date"].dt.month
    assert month.isin([11, 12]).mean() > 1.3 * 2 / 12


def test_offices_are_shut_at_spring_festival(firm):
    firms = firm.customers.loc[firm.customers["type"] == "enterprise", "customer_id"]
    days = firm.orders[firm.orders["customer_id"].isin(firms)]["order_date"]
    shut = sum(
        days.between(eve, str(pd.Timestamp(eve) + pd.Timedelta(days=7))[:10]).sum()
        for eve in seasons.SPRING_FESTIVAL[:3]
    )
    assert shut / len(days) < 0.4 * 24 / seasons.DAYS


def test_sales_have_a_heavy_tail(firm, record_property):
    sales = firm.orders[firm.orders["order_date"] >= "2025-01-01"].groupby("customer_id")["amount"].sum()
    kinds = firm.customers.set_index("customer_id")["type"].reindex(sales.index)
    shares = {kind: part.nlargest(len(part) // 5).sum() / part.sum() for kind, part in sales.groupby(kinds)}
    record_property(
        "shown", "company: share of the top fifth, " + ", ".join(f"{k} {v:.0%}" for k, v in shares.items())
    )
    assert all(0.45 < share < 0.95 for share in shares.values())


def test_profit_can_be_computed_and_some_customers_bring_none(firm):
    orders = firm.orders
    left = orders["amount"] - orders["cost"] - orders["freight"] - 120 * orders["service_hours"]
    by_customer = left.groupby(orders["customer_id"]).sum()
    assert 0.03 < (by_customer < 0).mean() < 0.3
    assert 0.15 < left.sum() / orders["amount"].sum() < 0.35


def test_what_goes_together_is_bought_together(firm):
    baskets = firm.lines.groupby("order_id")["product_id"].agg(set)
    station, cartridges = (baskets.map(lambda one, p=p: p in one) for p in ("P09", "P11"))
    lift = (station & cartridges).mean() / (station.mean() * cartridges.mean())
    assert lift > 1.3


def test_net_orders_subtract_refunds(firm):
    net = company.net_orders(firm)
    assert net["amount"].sum() == pytest.approx(
        firm.orders["amount"].sum() - firm.returns["refund"].sum(), abs=1
    )
    assert (net["amount"] > 0).all()


def test_goods_come_back_after_the_order_and_never_more_than_were_bought(firm):
    back = firm.returns.merge(firm.lines, on=["order_id", "line_no"], suffixes=("_back", ""))
    back = back.merge(firm.orders[["order_id", "order_date"]], on="order_id")
    assert (back["return_date"] > back["order_date"]).all()
    assert (back["quantity_back"] <= back["quantity"]).all()
    assert (back["refund"] <= back["amount"] + 0.01).all()


def test_every_product_sells_above_its_cost_and_names_what_goes_with_it():
    ids = {row.product_id for row in catalogue.PRODUCTS}
    for row in catalogue.PRODUCTS:
        assert row.list_price > row.unit_cost
        assert row.goes_with in ids - {row.product_id}
