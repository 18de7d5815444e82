# expects: ex09.past_for_future or ex09.nobody_leaves
first_year = lists["orders"] * lists["margin"]
five_years = sum(first_year * lists["stay"] ** year for year in range(5))
worth = {
    "so_far": lists["so_far"].idxmax(),
    "one_year": lists["so_far"].idxmax(),
    "five_years": lists["so_far"].idxmax(),
    "five_years_value": five_years.max(),
}
