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
