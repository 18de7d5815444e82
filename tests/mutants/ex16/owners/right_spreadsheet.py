owners = portfolio.solutions()[-1]
