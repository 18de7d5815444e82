# expects: ex16.policy_consent
policy = pd.DataFrame({"customer_id": accounts["margin"].nlargest(20).index, "offer": "call"})
