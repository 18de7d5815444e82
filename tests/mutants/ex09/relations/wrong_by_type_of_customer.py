# expects: ex09.by_type
public = ("school", "hospital", "town_hall", "embassy", "nursery")
methods = {
    str(place): "bg/nbd"
    if relation.who == "household"
    else "bid list"
    if relation.who in public
    else "contract value"
    for place, relation in enumerate(relations, start=1)
}
