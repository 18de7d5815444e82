# expects: ex16.policy_budget
policy = pd.DataFrame({"customer_id": accounts.index[accounts["agreed"]], "offer": "visit"})
