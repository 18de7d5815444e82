trust = {}
for name in "ABCDE":
    value = bank.loc[name, "jaccard"]
    trust[name] = " Use" if value > 0.745 else "WATCH" if value > 0.595 else "drop "
