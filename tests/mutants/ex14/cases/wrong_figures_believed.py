# expects: ex14.figure_believed
standing = {
    str(place): one.standing.replace("unsupported", "told") for place, one in enumerate(collected, start=1)
}
