# expects: ex16.trust_hint
trust = {
    name: "drop" if value >= 0.75 else "watch" if value >= 0.6 else "use"
    for name, value in bank["jaccard"].items()
}
