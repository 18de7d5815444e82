# expects: ex06.all_is_modelling
steps = dict.fromkeys(["1", "2", "3", "4", "5", "6"], "model building")
