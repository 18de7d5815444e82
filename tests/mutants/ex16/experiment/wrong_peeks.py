# expects: ex16.peeking
experiment = {
    "unit": facts.unit,
    "per_arm": facts.available // 2,
    "weeks": facts.left,
    "measure": "margin less cost",
    "look": "every week until it is significant",
}
