def value_index(criteria, weights, lower):
    total = 0
    for name in criteria.columns:
        column = criteria[name]
        width = column.max() - column.min()
        part = (column.max() - column) / width if name in lower else (column - column.min()) / width
        total = total + weights[name] * part
    return total / sum(weights.values())
