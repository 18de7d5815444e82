def groups(table):
    ranks = table[["recency", "frequency", "monetary"]].rank(pct=True).sort_index()
    return cluster.k_means(ranks, 3, np.random.RandomState(5), n_init=30).labels.reindex(table.index)
