# expects: ex14.two_words_untrained
obstacles = {
    str(place): one.why.replace("definition", "skills") for place, one in enumerate(reports, start=1)
}
