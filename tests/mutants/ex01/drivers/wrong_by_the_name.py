# expects: ex01.driver_by_name
suspected = {
    "invoicing": "orders",
    "repairs": "service_hours",
    "hotline": "service_hours",
    "storage": "revenue",
    "reviews": "customers",
    "insurance": "revenue",
}
drivers = {str(place): suspected[activity.name] for place, activity in enumerate(measured, start=1)}
