# expects: ex09.not_discounted
def contract_value(revenue, margin_rate, stay, discount, years):
    return sum(revenue * margin_rate * stay**t for t in range(years))
