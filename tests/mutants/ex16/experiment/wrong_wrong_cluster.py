# expects: ex16.unit_too_large
experiment = {
    "unit": "shop" if facts.unit != "shop" else "group",
    "per_arm": facts.available // 2,
    "weeks": facts.left,
    "measure": "margin less cost",
    "look": "once, at the end",
}
