pairs_of_value = []
for item in offered:
    stay, discount = item.stay ** (1 / item.payments), 1.08 ** (1 / item.payments) - 1
    pairs_of_value.append((item.fee * item.margin_rate / (1 - stay / (1 + discount)), item.name))
first_to_last = [name for _, name in sorted(pairs_of_value, reverse=True)]
