def contract_value(revenue, margin_rate, stay, discount, years):
    step = stay / (1 + discount)
    margin = revenue * margin_rate
    return margin * years if step == 1 else margin * (1 - step**years) / (1 - step)
