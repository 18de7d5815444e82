# expects: ex09.relation_hint
by_way = {"free": "bg/nbd", "agreed": "contract value", "tendered": "bid list", "none": "no history"}
by_way["agreed"] = "bid list"
methods = {str(place): by_way[relation.way] for place, relation in enumerate(relations, start=1)}
