# expects: ex09.frequent_is_alive
more_alive = {}
for place, pair in enumerate(pairs, start=1):
    both = pd.DataFrame(
        {
            "frequency": [one.x for one in pair],
            "recency": [one.t_x for one in pair],
            "T": [one.T for one in pair],
        }
    )
    both["silence"] = both["recency"] - both["T"]
    ranked = both.sort_values(["frequency", "silence"], ascending=False)
    more_alive[str(place)] = alive_options[ranked.index[0]] if both["frequency"].min() > 0 else "cannot tell"
