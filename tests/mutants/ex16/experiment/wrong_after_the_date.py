# expects: ex16.weeks_late
experiment = {
    "unit": facts.unit,
    "per_arm": facts.available // 2,
    "weeks": facts.left + 1,
    "measure": "margin less cost",
    "look": "once, at the end",
}
