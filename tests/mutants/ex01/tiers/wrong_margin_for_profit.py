# expects: ex01.margin_for_profit
by_revenue = accounts.sort_values("revenue", ascending=False).index[:4].tolist()
by_profit = (accounts["margin"] - accounts["borne"]).sort_values(ascending=False).index[:4].tolist()
leave = [customer for customer in by_revenue if customer not in by_profit]
enter = [customer for customer in by_profit if customer not in by_revenue]
by_margin = accounts["margin"].nlargest(4).index.tolist()
tier_changes = {
    "leave": [customer for customer in by_revenue if customer not in by_margin],
    "enter": [customer for customer in by_margin if customer not in by_revenue],
}
