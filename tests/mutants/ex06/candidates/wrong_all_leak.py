# expects: ex06.judged_hint
judged = dict.fromkeys("12345", "leaks")
