def hits(scores, quiet, calls):
    both = pd.DataFrame({"score": scores, "quiet": quiet})
    return both.nlargest(calls, "score")["quiet"].sum() / calls
