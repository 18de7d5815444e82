# expects: ex06.share_of_everybody
def hits(scores, quiet, calls):
    return quiet.mean()
