# expects: ex13.second_only
def clashing(timetable):
    found = pd.Series(False, index=timetable.index)
    for column in ["trainer", "room", "group"]:
        found |= timetable.duplicated(["slot", column])
    return found
