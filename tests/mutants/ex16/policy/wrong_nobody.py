# expects: ex16.policy_empty
policy = [{"offer": "call", "most": 0}]
