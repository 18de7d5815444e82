# expects: ex16.room_taken
timetable = dict.fromkeys(capstone_year.CLASSES, "Mon")
