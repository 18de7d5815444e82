# expects: ex04.axes_swapped
shares = concentration.contribution(department_spending)["cumulative_share"]
households_for = [100 * ((shares < share).sum() + 1) / len(shares) for share in (0.5, 0.8)]
never = 100 * (department_spending == 0).mean()
swapped = [100 * shares.iloc[round(len(shares) * share) - 1] for share in (0.5, 0.8)]
reading = {"half": swapped[0], "eighty": swapped[1], "never": never}
