# expects: ex14.doubtful_is_untold
standing = {
    str(place): one.standing.replace("unsupported", "not told")
    for place, one in enumerate(collected, start=1)
}
