# expects: checks.unanswered
policy = [{"offer": None}]
