# expects: ex09.revenue_for_margin
def contract_value(revenue, margin_rate, stay, discount, years):
    return sum(revenue * (stay / (1 + discount)) ** t for t in range(years))
