# expects: ex06.other_centre
def to_first(places, power=2, columns=("x", "y")):
    far = [sum((six[c] - places.iloc[n][c]).abs() ** power for c in columns) for n in (0, 1)]
    return far[0] < far[1]


own = to_first(centres)
after = pd.DataFrame([six[own].mean(), six[~own].mean()])
hand = {
    "near_first": list(six.index[own]),
    "first_moved": after.iloc[0].tolist(),
    "changes": list(six.index[own != to_first(after)]),
}
hand["first_moved"] = after.iloc[1].tolist()
