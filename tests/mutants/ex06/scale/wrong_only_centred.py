# expects: ex06.not_divided
def scale(reference, batch):
    return batch - reference.mean()
