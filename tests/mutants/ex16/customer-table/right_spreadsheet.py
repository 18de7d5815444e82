def customer_table(orders, lines, twins, as_of):
    first_of = dict(zip(twins["second"], twins["first"], strict=False))
    worth, seen = {}, {}
    for order in orders.itertuples():
        if isinstance(order.customer_id, str) and order.order_date <= as_of:
            seen[order.order_id] = (first_of.get(order.customer_id, order.customer_id), order.order_date)
            worth[order.order_id] = order.amount
    done = set()
    for line in lines.itertuples():
        if line.line_no > 90 and line.order_id in worth and (line.order_id, line.line_no) not in done:
            done.add((line.order_id, line.line_no))
            worth[line.order_id] += line.amount
    result = {}
    for number, (who, day) in seen.items():
        if round(worth[number], 2) > 0:
            row = result.setdefault(who, {"recency": 99999, "frequency": 0, "monetary": 0.0})
            row["recency"] = min(row["recency"], (as_of - day).days)
            row["frequency"] += 1
            row["monetary"] += worth[number]
    table = pd.DataFrame.from_dict(result, orient="index")
    return table.rename_axis("customer_id").sort_values("monetary")
