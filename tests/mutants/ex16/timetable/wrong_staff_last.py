# expects: ex16.staff_late or ex16.trainer_away
from itertools import permutations

ways = [dict(zip(capstone_year.CLASSES, days, strict=False)) for days in permutations(capstone_year.SLOTS)]
timetable = next(
    (way for way in ways if week.faults(way) == ["staff"]),
    {**dict(zip(capstone_year.CLASSES, ["Fri", "Mon", "Tue", "Wed", "Thu"], strict=False))},
)
