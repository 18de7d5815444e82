# expects: ex15.cells_not_people
def apart(people, by, k):
    return int((people.groupby(by, dropna=False).size() < k).sum())
