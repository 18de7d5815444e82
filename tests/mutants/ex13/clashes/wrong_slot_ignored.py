# expects: ex13.slot_ignored
def clashing(timetable):
    found = pd.Series(False, index=timetable.index)
    for column in ["trainer", "room", "group"]:
        found |= timetable.duplicated([column], keep=False)
    return found
