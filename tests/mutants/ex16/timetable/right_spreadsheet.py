timetable = week.solutions()[-1]
