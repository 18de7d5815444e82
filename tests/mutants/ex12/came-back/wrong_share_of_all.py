# expects: ex12.open_counted
def came_back(complaints, as_of, days):
    full = complaints[complaints["closed"] <= as_of - pd.Timedelta(days=days)]
    return (full["reopened"] <= full["closed"] + pd.Timedelta(days=days)).sum() / len(complaints)
