def came_back(complaints, as_of, days):
    entered = back = 0
    for closed, reopened in zip(complaints["closed"], complaints["reopened"], strict=True):
        if pd.notna(closed) and closed + pd.Timedelta(days=days) <= as_of:
            entered += 1
            back += pd.notna(reopened) and (reopened - closed) <= pd.Timedelta(days=days)
    return back / entered if entered else 0
