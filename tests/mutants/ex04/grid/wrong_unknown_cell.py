# expects: checks.option_nearly
cells = ["A-heigh", "B-high"]
