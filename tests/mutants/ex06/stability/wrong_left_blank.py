# expects: checks.unanswered
trust = {"weakest": None, "use": None, "seeds": None}
