# expects: ex09.one_year_more
first_year = lists["orders"] * lists["margin"]
five_years = sum(first_year * lists["stay"] ** year for year in range(5))
worth = {
    "so_far": lists["so_far"].idxmax(),
    "one_year": first_year.idxmax(),
    "five_years": five_years.idxmax(),
    "five_years_value": sum(first_year * lists["stay"] ** year for year in range(6))[five_years.idxmax()],
}
