# expects: ex06.own_scale_sample
def scale(reference, batch):
    return (batch - batch.mean()) / batch.std()
