# expects: ex09.first_year_only
first_to_last = [
    item.name
    for item in sorted(
        offered,
        key=lambda item: item.fee * item.payments * item.margin_rate,
        reverse=True,
    )
]
