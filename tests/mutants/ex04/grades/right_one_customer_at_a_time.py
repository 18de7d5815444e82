def grades(monetary):
    result = {}
    for customer, own in monetary.items():
        before = round(monetary[monetary > own].sum() / monetary.sum(), 9)
        result[customer] = "A" if before < 0.5 else "B" if before < 0.8 else "C" if before < 0.95 else "D"
    return result
