# expects: ex16.groups_small or ex16.groups_one_measure or ex16.groups_by_unit
def groups(table):
    return cluster.k_means(
        table[["recency", "frequency", "monetary"]].sort_index(), 4, np.random.RandomState(0)
    ).labels.reindex(table.index)
