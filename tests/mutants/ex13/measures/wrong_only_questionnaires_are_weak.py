# expects: ex13.knowing_is_doing
measures = {}
for place, aim in enumerate(aims, start=1):
    weak = {"none": "none", "reaction": "too weak"}
    measures[str(place)] = weak.get(aim.measure, "enough")
