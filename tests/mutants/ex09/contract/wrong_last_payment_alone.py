# expects: ex09.last_payment_alone
def contract_value(revenue, margin_rate, stay, discount, years):
    for t in range(years):
        value = revenue * margin_rate * (stay / (1 + discount)) ** t
    return value
