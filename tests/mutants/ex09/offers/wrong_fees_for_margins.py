# expects: ex09.fee_for_margin
first_to_last = [
    item.name
    for item in sorted(
        offered,
        key=lambda item: item.fee / (1 - (item.stay / 1.08) ** (1 / item.payments)),
        reverse=True,
    )
]
