# expects: ex16.all_used or ex16.seeds_for_stability
trust = dict.fromkeys("ABCDE", "use")
