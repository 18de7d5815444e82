# expects: ex16.arm_small
experiment = {
    "unit": facts.unit,
    "per_arm": 100,
    "weeks": facts.left,
    "measure": "margin less cost",
    "look": "once, at the end",
}
