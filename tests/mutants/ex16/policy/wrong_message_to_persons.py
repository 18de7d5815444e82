# expects: ex16.policy_below_everybody or ex16.policy_below_top
policy = [{"kind": "person", "trend": ["growing", "even", "falling"], "offer": "message"}]
