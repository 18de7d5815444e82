# expects: ex05.limit_left_out
is_firm = customers["type"] == "enterprise"
region, industry, shops = customers["province"], customers["industry"], customers["shop"]
near, in_trade = region.isin([first, second]), industry.isin([trade, other])
rich, staff = customers["registered_capital"] >= capital, customers["employees"] >= employees
own, close = customers["owner"] == owner, customers["contacts"] <= most
old = customers["birth_year"].astype(float) <= born
list_sizes = {
    "1": int((is_firm & near & in_trade).sum()),
    "2": int((is_firm & rich & (own | staff)).sum()),
    "3": int(((shops == shop) & old).sum()),
    "4": int((customers[product].astype(bool) & close).sum()),
}
list_sizes["3"] = int(((shops == shop) & (customers["birth_year"].astype(float) < born)).sum())
