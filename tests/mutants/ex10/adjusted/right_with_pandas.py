def adjusted(p_values):
    ranked = pd.Series(p_values, dtype=float).sort_values(kind="stable")
    times = range(len(ranked), 0, -1)
    return (ranked * list(times)).cummax().clip(upper=1).sort_index()
