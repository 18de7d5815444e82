# expects: ex11.by_head
table = spending.group_table(groups)
table["head"] = (table["treated"] - table["control"]) * table["margin"] - table["cost"]
table["spent"] = table["customers"] * table["cost"]
treat, left = dict.fromkeys(table.index, "leave"), budget
for name, row in table.sort_values("head", ascending=False).iterrows():
    if row["head"] > 0 and row["spent"] <= left:
        treat[name], left = "treat", left - row["spent"]
