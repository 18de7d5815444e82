# expects: ex16.name_contradicts or ex16.name_barely
title = dict(
    zip(
        profile,
        ["long silent", "frequent", "large orders", "at a discount", "much service", "organisations"],
        strict=False,
    )
)

names = {name: title[profile.loc[name].idxmax()] for name in profile.index}
weakest = profile.max(axis=1).idxmin()
names[weakest] = title[(profile.loc[weakest] - 1.1).abs().idxmin()]
