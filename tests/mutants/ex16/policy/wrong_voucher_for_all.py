# expects: ex16.policy_loses or ex16.policy_below_everybody
policy = [{"offer": "voucher"}]
