cells = [(r, m) for m in (5, 4, 3, 2, 1) for r in (5, 4, 3, 2, 1)]
words = {5: "top", 4: "second", 3: "third", 2: "fourth", 1: "fifth"}
rules = [{"segment": words[m], "r": r, "m": m} for r, m in cells]
