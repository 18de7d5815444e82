# expects: ex16.trainer_away
from itertools import permutations

timetable = next(
    way
    for days in permutations(capstone_year.SLOTS)
    for way in [dict(zip(capstone_year.CLASSES, days, strict=False))]
    if week.faults(way) == ["trainer"]
)
