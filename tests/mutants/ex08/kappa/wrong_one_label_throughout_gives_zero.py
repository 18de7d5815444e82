# expects: ex08.one_label_throughout
def kappa(a, b):
    left = (a != "unsure") & (b != "unsure")
    a, b = a[left], b[left]
    observed = (a == b).mean()
    share_a, share_b = a.value_counts(normalize=True), b.value_counts(normalize=True)
    by_chance = share_a.mul(share_b, fill_value=0).sum()
    return 0.0 if by_chance == 1 else (observed - by_chance) / (1 - by_chance)
