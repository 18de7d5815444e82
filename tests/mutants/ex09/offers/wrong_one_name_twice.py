# expects: checks.ranking_repeated
first_to_last = ["north", "east", "north", "west"]
