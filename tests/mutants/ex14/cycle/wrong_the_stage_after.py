# expects: ex14.cycle_hint
after = {"collect": "needs", "needs": "sales", "sales": "serve", "serve": "evaluate", "evaluate": "collect"}
gaps = {str(place): after[one.gaps[0]] for place, one in enumerate(stories, start=1)}
