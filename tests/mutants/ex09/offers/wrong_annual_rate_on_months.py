# expects: ex09.annual_on_months
first_to_last = [
    item.name
    for item in sorted(
        offered,
        key=lambda item: item.fee * item.margin_rate / (1 - item.stay / 1.08),
        reverse=True,
    )
]
