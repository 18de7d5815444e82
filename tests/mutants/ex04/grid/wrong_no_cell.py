# expects: checks.unanswered
cells = []
