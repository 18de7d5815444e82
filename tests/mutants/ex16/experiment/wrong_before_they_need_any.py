# expects: ex16.weeks_short
experiment = {
    "unit": facts.unit,
    "per_arm": facts.available // 2,
    "weeks": facts.cycle - 2,
    "measure": "margin less cost",
    "look": "once, at the end",
}
