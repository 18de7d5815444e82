title = dict(
    zip(
        profile,
        ["long silent", "frequent", "large orders", "at a discount", "much service", "organisations"],
        strict=False,
    )
)

names = {}
best = profile.where(profile > 1.2)
plain_ones = list(best.index[best.isna().all(axis=1)])
names = dict.fromkeys(plain_ones, "Nothing special")
while len(names) < 5:
    open_ones = best.drop(index=list(names))
    fresh = open_ones[[t for t in best if title[t] not in names.values()]]
    pick = fresh if fresh.notna().any(axis=None) and fresh.notna().any(axis=1).any() else open_ones
    name, trait = pick.stack().idxmax()
    names[name] = title[trait]
