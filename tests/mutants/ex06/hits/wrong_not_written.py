# expects: checks.function_unwritten
def hits(scores, quiet, calls):
    raise NotImplementedError
