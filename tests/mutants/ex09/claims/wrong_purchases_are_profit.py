# expects: ex09.purchases_for_profit
everybody, once = groups.loc["all"], groups.loc[0]
answers = {}
for place, (claim, number) in claims_made.items():
    if claim == "within":
        answers[place] = (
            "true" if abs(everybody["forecast"] / everybody["came"] - 1) <= number / 100 else "false"
        )
    elif claim == "once":
        answers[place] = "true" if once["came"] / everybody["came"] >= number / 100 else "false"
    else:
        answers[place] = "false" if claim == "alive" else "cannot tell"
verdicts = {
    place: "true" if claims_made[place][0] == "profit" else answer for place, answer in answers.items()
}
