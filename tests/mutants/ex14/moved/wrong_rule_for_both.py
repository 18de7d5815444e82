# expects: ex14.moved_hint
causes = {
    str(place): scenarios.cause(one).replace("both", "rule") for place, one in enumerate(spenders, start=1)
}
