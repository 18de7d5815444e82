# expects: ex13.highest_total
trainer = dict.fromkeys(["1", "2", "3"], marks.sum(axis=1).idxmax())
