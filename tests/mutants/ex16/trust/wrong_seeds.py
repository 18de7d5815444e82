# expects: ex16.seeds_for_stability or ex16.all_used
trust = {
    name: "use" if value >= 0.75 else "watch" if value >= 0.6 else "drop"
    for name, value in bank["seeds"].items()
}
