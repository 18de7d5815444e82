# expects: ex04.too_many_letters
cells = list(grid.index)
