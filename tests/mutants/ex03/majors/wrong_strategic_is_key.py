# expects: ex03.strategic_is_key
kinds = {str(place): accounts.kind(major) for place, major in enumerate(majors_given, start=1)}
sales = {str(place): major.sales for place, major in enumerate(majors_given, start=1)}
ranked = sorted(sales, key=sales.get, reverse=True)
key_accounts = [number for number, kind in kinds.items() if kind == "strategic"]
