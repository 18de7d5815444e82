# expects: ex04.never_misread
shares = concentration.contribution(department_spending)["cumulative_share"]
households_for = [100 * ((shares < share).sum() + 1) / len(shares) for share in (0.5, 0.8)]
never = 100 * (department_spending == 0).mean()
reading = {"half": households_for[0], "eighty": households_for[1], "never": never / 2 + 4}
