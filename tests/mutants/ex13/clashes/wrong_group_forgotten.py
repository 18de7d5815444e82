# expects: ex13.trainers_only
def clashing(timetable):
    return timetable.duplicated(["slot", "trainer"], keep=False) | timetable.duplicated(
        ["slot", "room"], keep=False
    )
