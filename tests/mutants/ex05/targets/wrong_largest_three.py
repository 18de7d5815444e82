# expects: ex05.not_a_target
targets = list(candidates.nlargest(3, "spend").index)
