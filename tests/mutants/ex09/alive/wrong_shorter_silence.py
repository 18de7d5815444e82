# expects: ex09.silence_alone
more_alive = {}
for place, pair in enumerate(pairs, start=1):
    both = pd.DataFrame(
        {
            "frequency": [one.x for one in pair],
            "recency": [one.t_x for one in pair],
            "T": [one.T for one in pair],
        }
    )
    shorter = alive_options[(both["T"] - both["recency"]).idxmin()]
    more_alive[str(place)] = shorter if both["frequency"].min() > 0 else "cannot tell"
