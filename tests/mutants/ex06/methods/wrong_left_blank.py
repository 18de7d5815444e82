# expects: checks.unanswered
fitting = dict.fromkeys(["1", "2", "3", "4", "5", "6"])
