def migration(before, after, label):
    names = (
        [name for name in after.index if name not in before.index]
        if label == "new"
        else [name for name in before.index if before[name] == label]
    )
    counted = {}
    for name in names:
        where = after[name] if name in after.index else "lost"
        counted[where] = counted.get(where, 0) + 1
    return {where: number / len(names) for where, number in counted.items()}
