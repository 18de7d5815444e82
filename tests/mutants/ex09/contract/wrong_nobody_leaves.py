# expects: ex09.nobody_leaves
def contract_value(revenue, margin_rate, stay, discount, years):
    return sum(revenue * margin_rate / (1 + discount) ** t for t in range(years))
