# expects: ex16.arm_large
experiment = {
    "unit": facts.unit,
    "per_arm": facts.available,
    "weeks": facts.left,
    "measure": "margin less cost",
    "look": "once, at the end",
}
