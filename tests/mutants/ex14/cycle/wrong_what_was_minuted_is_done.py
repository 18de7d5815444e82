# expects: ex14.activity_is_done
minuted = [("schools", "needs"), ("hospitals", "collect"), ("hospitals", "evaluate")]
gaps = {}
for place, one in enumerate(stories, start=1):
    seen = [gap for gap in one.gaps if (one.setting, gap) not in minuted]
    gaps[str(place)] = seen[0] if seen else "evaluate"
