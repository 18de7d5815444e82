# expects: checks.unanswered
hand = {"near_first": None, "first_moved": None, "changes": None}
