from itertools import permutations

for days in permutations(["Fri", "Thu", "Wed", "Tue", "Mon"]):
    timetable = dict(zip(["staff", "consumers", "enterprises", "government", "special"], days, strict=False))
    if not week.faults(timetable):
        break
