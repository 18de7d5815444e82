# expects: checks.ranking_reversed
first_to_last = [
    item.name
    for item in sorted(
        offered,
        key=lambda item: item.fee * item.margin_rate / (1 - (item.stay / 1.08) ** (1 / item.payments)),
        reverse=False,
    )
]
