# expects: ex08.even_chance
def kappa(a, b):
    left = (a != "unsure") & (b != "unsure")
    a, b = a[left], b[left]
    observed = (a == b).mean()
    share_a, share_b = a.value_counts(normalize=True), b.value_counts(normalize=True)
    by_chance = 1 / len(set(a) | set(b))
    return 1.0 if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
