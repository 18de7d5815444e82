# expects: ex16.policy_entry
policy = [{"kind": "organisation", "offers": "visit"}]
