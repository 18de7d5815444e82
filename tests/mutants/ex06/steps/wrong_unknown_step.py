# expects: checks.option_unknown
steps = dict.fromkeys("123456", "preparing")
