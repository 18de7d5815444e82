experiment = {
    "unit": facts.unit,
    "per_arm": experiments.sample_size(facts.usual, facts.hoped),
    "weeks": (facts.cycle + facts.left) // 2,
    "measure": "Margin less cost",
    "look": "once, at the end",
}
