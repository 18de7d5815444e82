first_year = lists["orders"] * lists["margin"]
five_years = sum(first_year * lists["stay"] ** year for year in range(5))
worth = {
    "so_far": lists["so_far"].idxmax(),
    "one_year": first_year.idxmax(),
    "five_years": five_years.idxmax().upper(),
    "five_years_value": round(five_years.max()),
}
