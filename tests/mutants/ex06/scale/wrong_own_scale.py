# expects: ex06.own_scale
def scale(reference, batch):
    return (batch - batch.mean()) / batch.std(ddof=0)
