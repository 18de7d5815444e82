# expects: ex11.treat_hint
treat = dict.fromkeys("ABCDEFG", "leave")
