def kappa(a, b):
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if "unsure" not in (x, y)]
    total = len(pairs)
    same = sum(x == y for x, y in pairs) / total
    chance = 0
    for label in {x for x, _ in pairs}:
        chance += sum(x == label for x, _ in pairs) * sum(y == label for _, y in pairs) / total**2
    if chance == 1:
        return 1
    return (same - chance) / (1 - chance)
