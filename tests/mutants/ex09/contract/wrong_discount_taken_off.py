# expects: ex09.discount_taken_off
def contract_value(revenue, margin_rate, stay, discount, years):
    return sum(revenue * margin_rate * (stay * (1 - discount)) ** t for t in range(years))
