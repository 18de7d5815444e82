def moved(before, after):
    both = pd.concat({"b": before, "a": after}, axis=1, join="inner")
    return 0 if both.empty else (both["a"] != both["b"]).sum() / len(both)
