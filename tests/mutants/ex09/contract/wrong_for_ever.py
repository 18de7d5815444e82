# expects: ex09.without_end
def contract_value(revenue, margin_rate, stay, discount, years):
    return revenue * margin_rate / (1 - stay / (1 + discount))
