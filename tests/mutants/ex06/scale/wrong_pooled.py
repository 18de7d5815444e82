# expects: ex06.pooled_scale
def scale(reference, batch):
    everybody = pd.concat([reference, batch])
    return (batch - everybody.mean()) / everybody.std(ddof=0)
