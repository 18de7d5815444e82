def clashing(timetable):
    answer = {}
    for name, row in timetable.iterrows():
        others = timetable[(timetable["slot"] == row["slot"]) & (timetable.index != name)]
        shared = (others[["trainer", "room", "group"]] == row[["trainer", "room", "group"]]).any(axis=None)
        answer[name] = bool(shared)
    return pd.Series(answer)
