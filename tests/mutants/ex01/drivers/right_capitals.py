answers = {}
for place, activity in enumerate(measured, start=1):
    for name, amounts in {
        "orders": activity.orders,
        "service_hours": activity.service_hours,
        "revenue": activity.revenue,
    }.items():
        if activity.cost[0] / amounts[0] == activity.cost[1] / amounts[1] == activity.cost[2] / amounts[2]:
            answers[str(place)] = name
    if len(set(activity.cost)) == 1:
        answers[str(place)] = "customers"
drivers = {place: name.upper() for place, name in answers.items()}
