def value_index(criteria, weights, lower):
    signed = criteria.astype(float).copy()
    signed[lower] = -signed[lower]
    scaled = signed.apply(lambda column: (column - column.min()) / np.ptp(column.to_numpy()))
    share = np.array([weights[name] for name in scaled]) / sum(weights.values())
    return pd.Series(scaled.to_numpy() @ share, index=criteria.index)
