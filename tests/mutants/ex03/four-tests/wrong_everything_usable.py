# expects: ex03.all_usable
failed = dict.fromkeys(list("123456"), "usable")
