def moved(before, after):
    known = [customer for customer in before.index if customer in after.index]
    changed = [customer for customer in known if before[customer] != after[customer]]
    return len(changed) / max(len(known), 1)
