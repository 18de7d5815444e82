# expects: ex01.eighty_twenty
def top_share(values, percent):
    return 0.8
