def top_share(values, percent):
    ordered = sorted(values.tolist(), reverse=True)
    count = int(len(ordered) * percent / 100)
    count += count < len(ordered) * percent / 100
    return sum(ordered[:count]) / sum(ordered)
