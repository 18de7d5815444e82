tables_by_name = {"1": counts[0], "2": counts[1]}
nested_table = min(tables_by_name, key=lambda name: tables_by_name[name].max(axis=None))
other = "2" if nested_table == "1" else "1"
nesting = {
    "top_frequency": float(rfm.scores(table)["f"].eq(5).sum()),
    "sign": "even rows",
    "nested_table": nested_table,
}
