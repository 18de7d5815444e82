# expects: ex02.merged_by_name
verdicts = {}
for place, pair in enumerate(twos, start=1):
    names = {record.name_en.casefold().replace("company limited", "co., ltd.") for record in pair}
    verdicts[str(place)] = "one customer" if len(names) == 1 else "two customers"
