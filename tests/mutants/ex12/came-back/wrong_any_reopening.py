# expects: ex12.any_reopening
def came_back(complaints, as_of, days):
    full = complaints[complaints["closed"] <= as_of - pd.Timedelta(days=days)]
    return (full["reopened"] <= as_of).mean() if len(full) else 0.0
