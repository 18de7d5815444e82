# expects: ex09.model_for_all_buyers
methods = {
    str(place): "no history" if relation.way == "none" else "bg/nbd"
    for place, relation in enumerate(relations, start=1)
}
