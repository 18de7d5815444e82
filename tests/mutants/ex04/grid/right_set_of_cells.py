from itertools import product

plans = [grid[list(mask)] for mask in product([True, False], repeat=len(grid))]
cells = set(max((p for p in plans if p["households"].sum() <= letters), key=lambda p: p["room"].sum()).index)
