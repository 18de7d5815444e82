def clashing(timetable):
    return sum(
        timetable.groupby(["slot", who])["slot"].transform("size").gt(1)
        for who in ["trainer", "room", "group"]
    ).gt(0)
