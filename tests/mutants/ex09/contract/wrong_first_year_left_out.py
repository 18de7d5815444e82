# expects: ex09.first_year_lost
def contract_value(revenue, margin_rate, stay, discount, years):
    return sum(revenue * margin_rate * (stay / (1 + discount)) ** t for t in range(1, years + 1))
