def hits(scores, quiet, calls):
    ranked = sorted(scores.index, key=lambda customer: -scores[customer])
    return sum(bool(quiet[customer]) for customer in ranked[:calls]) / calls
