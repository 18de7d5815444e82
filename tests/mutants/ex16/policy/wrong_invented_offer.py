# expects: ex16.policy_offer
policy = pd.DataFrame({"customer_id": accounts.index[accounts["agreed"]][:3], "offer": "lunch"})
