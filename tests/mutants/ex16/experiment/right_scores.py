p, q = facts.usual, facts.hoped
need = 7.84 * (p * (1 - p) + q * (1 - q)) / (q - p) ** 2
experiment = {
    "unit": facts.unit,
    "per_arm": int(need) + 1,
    "weeks": facts.cycle,
    "measure": "margin less cost",
    "look": "once, at the end",
}
