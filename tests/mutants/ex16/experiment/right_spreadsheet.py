experiment = {
    "unit": facts.unit,
    "per_arm": facts.available // 2,
    "weeks": facts.left,
    "measure": "margin less cost",
    "look": "once, at the end",
}
