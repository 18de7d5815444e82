# expects: ex06.use_wrong
trust = {
    "weakest": bank.sort_values("jaccard").index[0],
    "use": [letter for letter, overlap in bank["jaccard"].items() if overlap >= 0.75],
    "seeds": "the search ends in one place",
}
trust["use"] = list(bank.index[bank["jaccard"] < 0.75])
