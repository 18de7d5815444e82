# expects: ex13.all_three
def clashing(timetable):
    return timetable.duplicated(["slot", "trainer", "room", "group"], keep=False)
