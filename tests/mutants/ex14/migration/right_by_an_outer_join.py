def migration(before, after, label):
    both = pd.DataFrame({"before": before.astype(object), "after": after.astype(object)})
    both["before"] = both["before"].fillna("new")
    both["after"] = both["after"].fillna("lost")
    return both[both["before"] == label].groupby("after").size() / (both["before"] == label).sum()
