# expects: ex04.median_only
def eight_types(table, cut):
    centre = table[["recency", "frequency", "monetary"]].median().round(6)
    recent = table["recency"] <= centre["recency"]
    frequent = table["frequency"] >= centre["frequency"]
    spends = table["monetary"] >= centre["monetary"]
    second = (recent * 2 + frequent).map({3: "value", 2: "develop", 1: "keep", 0: "win-back"})
    return spends.map({True: "important-", False: "general-"}) + second
