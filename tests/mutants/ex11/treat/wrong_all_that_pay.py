# expects: ex11.all_that_pay
table = spending.group_table(groups)
table["head"] = (table["treated"] - table["control"]) * table["margin"] - table["cost"]
table["spent"] = table["customers"] * table["cost"]
treat = {name: "treat" if head > 0 else "leave" for name, head in table["head"].items()}
