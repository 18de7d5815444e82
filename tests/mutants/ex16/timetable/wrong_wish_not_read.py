# expects: ex16.wish_broken or ex16.room_taken
from itertools import permutations

ways = [dict(zip(capstone_year.CLASSES, days, strict=False)) for days in permutations(capstone_year.SLOTS)]
timetable = next(
    (way for way in ways if week.faults(way) == ["before"]), dict.fromkeys(capstone_year.CLASSES, "Tue")
)
