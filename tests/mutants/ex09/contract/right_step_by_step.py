def contract_value(revenue, margin_rate, stay, discount, years):
    total, left = 0.0, 1.0
    for _ in range(years):
        total += revenue * margin_rate * left
        left *= stay / (1 + discount)
    return total
