# expects: ex16.policy_columns
policy = pd.DataFrame({"who": ["C00001"], "offer": ["call"]})
