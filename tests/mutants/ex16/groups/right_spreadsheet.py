def groups(table):
    recent = table["recency"] <= table["recency"].median()
    often = table["frequency"] > table["frequency"].median()
    large = table["monetary"] > table["monetary"].median()
    return (
        recent.map({True: "recent", False: "silent"})
        + " "
        + (often | large).map({True: "strong", False: "weak"})
    )
