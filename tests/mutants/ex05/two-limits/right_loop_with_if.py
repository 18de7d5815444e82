def on_list(spends, enter, leave):
    found, inside = {}, False
    for review, spend in spends.items():
        if inside and spend < leave:
            inside = False
        elif not inside and spend >= enter:
            inside = True
        found[review] = inside
    return pd.Series(found)
