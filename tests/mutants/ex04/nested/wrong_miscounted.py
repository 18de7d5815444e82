# expects: ex04.count_again
tables_by_name = {"1": counts[0], "2": counts[1]}
nested_table = min(tables_by_name, key=lambda name: tables_by_name[name].max(axis=None))
other = "2" if nested_table == "1" else "1"
nesting = {
    "nested_table": nested_table,
    "sign": "even rows",
    "top_frequency": int(tables_by_name[other][5].sum()) + 40,
}
