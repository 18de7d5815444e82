def scale(reference, batch):
    from sklearn.preprocessing import StandardScaler

    learned = StandardScaler().fit(reference)
    return pd.DataFrame(learned.transform(batch), columns=batch.columns, index=batch.index).reset_index()
