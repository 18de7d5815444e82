# expects: ex09.first_payment_alone
def contract_value(revenue, margin_rate, stay, discount, years):
    for t in range(years):
        return revenue * margin_rate * (stay / (1 + discount)) ** t
    return 0.0
