# expects: ex03.all_value
needed = dict.fromkeys(list("12345678"), "value")
