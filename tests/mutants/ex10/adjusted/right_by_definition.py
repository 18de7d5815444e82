def adjusted(p_values):
    m = len(p_values)
    ranked = sorted(p_values)
    raised = [max(min(1, ranked[j] * (m - j)) for j in range(i + 1)) for i in range(m)]
    return [
        raised[ranked.index(p)] if ranked.count(p) == 1 else raised[m - 1 - ranked[::-1].index(p)]
        for p in p_values
    ]
