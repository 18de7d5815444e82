# expects: ex13.estimate_only
def first(found, skip):
    signals = {
        "update": found.due < reported.TODAY,
        "plan": found.part_two < 75,
        "measure": found.low <= 0 and found.high >= 2,
        "content": (found.effect if skip == "measure" else found.high) < 2,
        "form": found.at_work < 50,
    }
    return next((name for name, shown in signals.items() if shown and name != skip), "keep")


next_round = {str(place): first(found, "measure") for place, found in enumerate(seen, start=1)}
