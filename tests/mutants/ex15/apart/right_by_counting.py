def apart(people, by, k):
    rows = [tuple(map(str, row)) for row in people[by].to_numpy()]
    return sum(rows.count(row) < k for row in rows)
