# expects: ex16.measure_forgets_cost
experiment = {
    "unit": facts.unit,
    "per_arm": facts.available // 2,
    "weeks": facts.left,
    "measure": "sales",
    "look": "once, at the end",
}
