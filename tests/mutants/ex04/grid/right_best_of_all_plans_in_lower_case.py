best = 0
for number in range(2 ** len(grid)):
    plan = grid[[bool(number >> place & 1) for place in range(len(grid))]]
    if plan["households"].sum() <= letters and plan["room"].sum() > best:
        best, cells = plan["room"].sum(), [name.lower() for name in reversed(list(plan.index))]
