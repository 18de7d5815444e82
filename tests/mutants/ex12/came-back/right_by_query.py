def came_back(complaints, as_of, days):
    waited = as_of - complaints["closed"]
    gap = complaints["reopened"] - complaints["closed"]
    full = waited >= pd.Timedelta(days=days)
    return float((full & (gap <= pd.Timedelta(days=days))).sum() / max(full.sum(), 1))
