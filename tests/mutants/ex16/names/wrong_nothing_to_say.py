# expects: ex16.name_wasted
names = dict.fromkeys("ABCDE", "nothing special")
