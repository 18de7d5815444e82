# expects: ex06.pattern_for_stable
trust = {
    "weakest": bank.sort_values("jaccard").index[0],
    "use": [letter for letter, overlap in bank["jaccard"].items() if overlap >= 0.75],
    "seeds": "the search ends in one place",
}
trust["use"] = list(bank.index[bank["jaccard"] >= 0.6])
