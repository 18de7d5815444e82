# expects: ex14.case_hint
standing = {
    str(place): one.standing.replace("not told", "unsupported")
    for place, one in enumerate(collected, start=1)
}
