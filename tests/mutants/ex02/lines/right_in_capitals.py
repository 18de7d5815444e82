action = {}
seen = []
for place, row in exported.iterrows():
    told = "keep"
    if row["unit"] == "box of 10":
        told = "convert"
    if row["customer_id"] is None or row["customer_id"] != row["customer_id"]:
        told = "set aside"
    if row["amount"] < 0:
        told = "net"
    whole = tuple(str(value) for value in row)
    if whole in seen:
        told = "drop"
    seen.append(whole)
    action[str(place)] = told
action = {int(place): told.upper() for place, told in action.items()}
