days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
dice = np.random.RandomState(2)
timetable = {}
while not timetable or week.faults(timetable):
    timetable = dict(zip(capstone_year.CLASSES, [days[n] for n in dice.permutation(5)], strict=False))
timetable = {name: day.lower() for name, day in timetable.items()}
