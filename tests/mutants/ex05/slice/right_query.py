firms = customers[customers["type"] == "enterprise"]
list_sizes = {
    "1": firms.query("province in [@first, @second] and industry in [@trade, @other]").shape[0],
    "2": firms.query("registered_capital >= @capital and (owner == @owner or employees >= @employees)").shape[
        0
    ],
    "3": sum(1 for year in customers.loc[customers["shop"] == shop, "birth_year"].dropna() if year <= born),
    "4": len(customers[customers[product]].query("contacts <= @most")),
}
