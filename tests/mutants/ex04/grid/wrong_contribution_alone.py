# expects: ex04.one_axis_contribution
cells, left = [], letters
for name in ["A-high", "A-low", "B-high", "B-low", "C-high", "C-low", "D-high", "D-low"]:
    if name in grid.index and grid.loc[name, "households"] <= left:
        cells.append(name)
        left -= grid.loc[name, "households"]
