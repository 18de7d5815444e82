# expects: ex16.unit_leaks or ex16.unit_too_large
experiment = {
    "unit": "group" if facts.unit == "customer" else "customer",
    "per_arm": facts.available // 2,
    "weeks": facts.left,
    "measure": "margin less cost",
    "look": "once, at the end",
}
