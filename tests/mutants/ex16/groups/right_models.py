def groups(table):
    from sklearn.cluster import AgglomerativeClustering

    logs = np.log(table[["recency", "frequency", "monetary"]].sort_index().add([1, 0, 0]))
    logs = (logs - logs.mean()) / logs.std()
    return pd.Series(AgglomerativeClustering(4).fit_predict(logs), index=logs.index).reindex(table.index)
