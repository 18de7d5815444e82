def states(table, as_of):
    def state(row):
        if row["third_order"] <= as_of and row["recommends"]:
            return "loyal"
        if row["first_order"] <= as_of:
            return "closed"
        if row["asked_on"] <= as_of:
            return "prospect"
        return "target" if row["fits"] else "potential"

    return pd.Series([state(row) for _, row in table.iterrows()], index=table.index, dtype=object)
