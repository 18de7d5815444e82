# expects: ex09.discount_upside_down
def contract_value(revenue, margin_rate, stay, discount, years):
    return sum(revenue * margin_rate * stay**t * (1 + discount) ** t for t in range(years))
