def course_effect(scores):
    known = scores[scores["before"].notna() & scores["after"].notna()]
    change = known["after"] - known["before"]
    yes, no = change[known["trained"]].mean(), change[~known["trained"]].mean()
    return {"effect": yes - no, "people": float(len(known)), "gain": yes}
