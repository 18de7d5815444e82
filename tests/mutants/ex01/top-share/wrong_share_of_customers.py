# expects: ex01.share_of_heads
def top_share(values, percent):
    count = math.ceil(len(values) * percent / 100)
    return count / len(values)
