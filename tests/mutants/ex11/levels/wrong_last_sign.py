# expects: ex11.last_level
levels = {}
for place, record in enumerate(records, start=1):
    signs = {
        "strategic": record.agreement,
        "VIP": record.sales > 5_000_000,
        "key": record.platform,
        "uncommitted": record.broken_terms >= 2,
        "dormant": record.orders == 1 and record.last_order >= 12,
        "new": record.first_order < 12,
        "model": record.recommends,
        "honoured": record.standing,
    }
    levels[str(place)] = (
        [level for level, sign in signs.items() if sign][-1] if any(signs.values()) else "low-value"
    )
