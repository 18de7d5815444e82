# expects: ex06.range_for_deviation
def scale(reference, batch):
    return (batch - reference.min()) / (reference.max() - reference.min())
