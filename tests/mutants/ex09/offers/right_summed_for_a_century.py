values = pd.Series(
    {
        item.name: sum(
            item.fee * item.margin_rate * (item.stay / 1.08) ** (t / item.payments)
            for t in range(200 * item.payments)
        )
        for item in offered
    }
)
first_to_last = list(values.sort_values(ascending=False).index)
