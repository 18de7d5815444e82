def apart(people, by, k):
    filled = people[by].astype(object).where(people[by].notna(), "not told")
    return (filled.groupby(by)[by[0]].transform("size") < k).sum()
