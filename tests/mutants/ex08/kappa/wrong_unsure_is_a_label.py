# expects: ex08.unsure_kept
def kappa(a, b):
    observed = (a == b).mean()
    share_a, share_b = a.value_counts(normalize=True), b.value_counts(normalize=True)
    by_chance = share_a.mul(share_b, fill_value=0).sum()
    return 1.0 if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
