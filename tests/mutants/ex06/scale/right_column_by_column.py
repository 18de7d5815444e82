def scale(reference, batch):
    scaled = {}
    for name in reference.columns:
        mean = sum(reference[name]) / len(reference)
        spread = (sum((value - mean) ** 2 for value in reference[name]) / len(reference)) ** 0.5
        scaled[name] = [(value - mean) / spread for value in batch[name]]
    return pd.DataFrame(scaled, index=batch.index)
