values = {}
for item in drawn:
    left, total = 1.0, 0.0
    for _ in range(5):
        total += left * item.orders * item.margin
        left *= item.stay
    values[item.letter] = total
best = max(values, key=values.get)
worth = {
    "five_years_value": values[best],
    "five_years": best,
    "one_year": max(drawn, key=lambda item: item.orders * item.margin).letter,
    "so_far": max(drawn, key=lambda item: item.so_far).letter,
}
