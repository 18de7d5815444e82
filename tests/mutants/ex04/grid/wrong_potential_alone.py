# expects: ex04.one_axis_potential
cells, left = [], letters
for name in ["D-high", "C-high", "B-high"]:
    if grid.loc[name, "households"] <= left:
        cells.append(name)
        left -= grid.loc[name, "households"]
