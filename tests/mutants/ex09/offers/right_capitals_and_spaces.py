def lasting(item):
    return item.fee * item.margin_rate / (1 - (item.stay / 1.08) ** (1 / item.payments))


first_to_last = [" " + item.name.title() for item in sorted(offered, key=lasting, reverse=True)]
