# expects: checks.unanswered
requests = dict.fromkeys(["1", "2", "3", "4", "5", "6"])
