def eight_types(table, cut):
    middle = {name: round(getattr(table[name], cut)(), 6) for name in ("recency", "frequency", "monetary")}
    names = {}
    for customer, row in table.iterrows():
        first = "important-" if row["monetary"] >= middle["monetary"] else "general-"
        recent, frequent = row["recency"] <= middle["recency"], row["frequency"] >= middle["frequency"]
        if recent:
            names[customer] = first + ("value" if frequent else "develop")
        else:
            names[customer] = first + ("keep" if frequent else "win-back")
    return names
