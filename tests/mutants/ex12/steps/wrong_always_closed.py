# expects: ex12.step_hint
steps = dict.fromkeys([str(n) for n in range(1, 9)], "closed")
