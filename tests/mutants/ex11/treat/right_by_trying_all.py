best = spending.choices(groups, budget)[0][1]
treat = {group.name.lower(): "TREAT" if group.name in best else "Leave" for group in groups}
treat = {name.upper(): answer for name, answer in treat.items()}
