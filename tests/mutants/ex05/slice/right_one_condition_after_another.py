firms = customers[customers["type"] == "enterprise"]
east = pd.concat([firms[firms["province"] == first], firms[firms["province"] == second]])
rich = firms[firms["registered_capital"] >= capital]
some = set(rich[rich["owner"] == owner].index) | set(rich[rich["employees"] >= employees].index)
born_then = customers[customers["shop"] == shop]["birth_year"].astype(int)
buyers = customers[customers[product] == True]  # noqa: E712
list_sizes = {
    "1": float(len(east[(east["industry"] == trade) | (east["industry"] == other)])),
    "2": len(some),
    "3": len(born_then[born_then <= born]),
    "4": len(buyers) - len(buyers[buyers["contacts"] > most]),
}
