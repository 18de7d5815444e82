# expects: ex08.raw_agreement
def kappa(a, b):
    left = (a != "unsure") & (b != "unsure")
    return float((a[left] == b[left]).mean())
