# expects: ex09.nobody_leaves
first_year = lists["orders"] * lists["margin"]
five_years = sum(first_year * lists["stay"] ** year for year in range(5))
worth = {
    "so_far": lists["so_far"].idxmax(),
    "one_year": first_year.idxmax(),
    "five_years": five_years.idxmax(),
    "five_years_value": 5 * first_year[five_years.idxmax()],
}
