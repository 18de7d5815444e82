# expects: ex16.policy_kind
policy = "visit"
