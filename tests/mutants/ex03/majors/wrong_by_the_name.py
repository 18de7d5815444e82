# expects: ex03.kind_by_name
kinds = {str(place): accounts.kind(major) for place, major in enumerate(majors_given, start=1)}
sales = {str(place): major.sales for place, major in enumerate(majors_given, start=1)}
ranked = sorted(sales, key=sales.get, reverse=True)
key_accounts, so_far = [], 0
for number in ranked:
    if so_far < sum(sales.values()) / 2:
        key_accounts.append(number)
    so_far += sales[number]
kinds = {str(place): accounts.FIRMS[major.firm] for place, major in enumerate(majors_given, start=1)}
