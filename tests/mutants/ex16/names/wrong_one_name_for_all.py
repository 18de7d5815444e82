# expects: ex16.name_contradicts or ex16.name_barely
title = dict(
    zip(
        profile,
        ["long silent", "frequent", "large orders", "at a discount", "much service", "organisations"],
        strict=False,
    )
)
names = {name: "organisations" for name in profile.index}
