def on_list(spends, enter, leave):
    signs = pd.Series(float("nan"), index=spends.index)
    signs[spends >= enter] = 1.0
    signs[spends < leave] = 0.0
    return signs.ffill().fillna(0.0) == 1.0
