# expects: ex06.step_hint
steps = dict.fromkeys("123456", "cleaning")
