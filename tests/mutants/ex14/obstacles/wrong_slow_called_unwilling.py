# expects: ex14.slow_is_unwilling
obstacles = {
    str(place): one.why.replace("process", "incentive") for place, one in enumerate(reports, start=1)
}
