# expects: ex13.any_measure
measures = {
    str(place): "none" if aim.measure == "none" else "enough" for place, aim in enumerate(aims, start=1)
}
