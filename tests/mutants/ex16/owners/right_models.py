dice = np.random.RandomState(3)
owners = None
while owners is None or not portfolio.fits(owners):
    owners = {level: ["Zhao Lei", "Gao Min", "Sun Hao"][dice.randint(3)] for level in capstone_year.LEVELS}
owners = {level: who.upper() for level, who in owners.items()}
