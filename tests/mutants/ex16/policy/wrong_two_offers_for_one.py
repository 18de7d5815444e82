# expects: ex16.policy_twice
best = accounts[accounts["agreed"]].nlargest(3, "margin").index
policy = pd.DataFrame({"customer_id": [*best, *best], "offer": ["call"] * 3 + ["visit"] * 3})
