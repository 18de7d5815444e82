# expects: ex16.name_twice
title = dict(
    zip(
        profile,
        ["long silent", "frequent", "large orders", "at a discount", "much service", "organisations"],
        strict=False,
    )
)
held = {name: [title[t] for t in profile if profile.loc[name, t] > 1.2] for name in profile.index}
names = {}
for name in sorted(held, key=lambda one: (len(held[one]), one)):
    fresh = [word for word in held[name] if word not in names.values()]
    names[name] = (fresh or held[name] or ["nothing special"])[0]

tried = [{**names, a: names[b]} for a in held for b in held if a != b and names[b] in held[a]]
names = next(
    way
    for way in tried
    if any(set(held[a]) - set(way.values()) for a in way if list(way.values()).count(way[a]) > 1)
)
