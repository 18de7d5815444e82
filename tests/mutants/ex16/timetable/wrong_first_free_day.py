# expects: ex16.room_taken or ex16.staff_late or ex16.wish_broken
timetable = {name: week.free[capstone_year.TRAINERS[name]][0] for name in capstone_year.CLASSES}
