# expects: ex09.one_taken_literally
more_alive = {}
for place, pair in enumerate(pairs, start=1):
    both = pd.DataFrame(
        {
            "frequency": [one.x for one in pair],
            "recency": [one.t_x for one in pair],
            "T": [one.T for one in pair],
        }
    )
    more_alive[str(place)] = alive_options[model.alive(both).idxmax()]
