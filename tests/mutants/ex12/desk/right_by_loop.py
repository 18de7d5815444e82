best = "none"
for name, row in desks.sort_values("average", ascending=False).iterrows():
    if row["longest"] <= most_days and row["back"] <= most_back:
        best = name
desk = {"desk": best, "step": clock.sort_values("over").index[-1]}
