# expects: ex16.name_contradicts
title = dict(
    zip(
        profile,
        ["long silent", "frequent", "large orders", "at a discount", "much service", "organisations"],
        strict=False,
    )
)
names = {name: title[profile.loc[name].idxmin()] for name in profile.index}
