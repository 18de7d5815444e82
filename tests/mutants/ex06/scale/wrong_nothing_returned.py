# expects: checks.function_returned_nothing
def scale(reference, batch):
    scaled = (batch - reference.mean()) / reference.std(ddof=0)
