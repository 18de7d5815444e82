gains = {}
for segment, row in leaving.iterrows():
    gains[segment] = (row["leave_without"] - row["leave_with"]) * row["worth"] / 100 - row["cost"]
order = sorted(gains, key=gains.get)
targets = {"never": order[0], "second": order[-2], "first": order[-1]}
