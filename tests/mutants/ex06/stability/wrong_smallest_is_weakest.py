# expects: ex06.small_is_weak
trust = {
    "weakest": bank.sort_values("jaccard").index[0],
    "use": [letter for letter, overlap in bank["jaccard"].items() if overlap >= 0.75],
    "seeds": "the search ends in one place",
}
trust["weakest"] = bank["size"].idxmin()
