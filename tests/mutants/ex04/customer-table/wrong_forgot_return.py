# expects: checks.function_returned_nothing
def customer_table(orders, as_of, days):
    window = orders[
        (orders["order_date"] <= as_of) & (orders["order_date"] > as_of - pd.Timedelta(days=days))
    ]
    each = window.groupby("customer_id")
    table = pd.DataFrame(
        {
            "recency": (as_of - each["order_date"].max()).dt.days,
            "frequency": each["order_id"].nunique(),
            "monetary": each["amount"].sum(),
        }
    )
