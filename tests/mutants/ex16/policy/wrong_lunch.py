# expects: ex16.policy_word
policy = [{"kind": "organisation", "offer": "lunch"}]
