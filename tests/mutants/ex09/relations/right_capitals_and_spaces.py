by_way = {"free": "bg/nbd", "agreed": "contract value", "tendered": "bid list", "none": "no history"}
methods = {
    str(place): " " + by_way[relation.way].upper() for place, relation in enumerate(relations, start=1)
}
