more_alive = {}
for place, pair in enumerate(pairs, start=1):
    both = pd.DataFrame(
        {
            "frequency": [one.x for one in pair],
            "recency": [one.t_x for one in pair],
            "T": [one.T for one in pair],
        }
    )
    chances = model.alive(both)
    better = " first" if chances[0] > chances[1] else " second"
    more_alive[str(place)] = better if both["frequency"].min() > 0 else "Cannot tell"
