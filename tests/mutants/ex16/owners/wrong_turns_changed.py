# expects: ex16.owner_over
turned = dict(zip(capstone_year.OWNERS, capstone_year.OWNERS[1:] + capstone_year.OWNERS[:1], strict=False))
owners = next(
    turn
    for way in portfolio.solutions()
    for turn in [{level: turned[who] for level, who in way.items()}]
    if not portfolio.fits(turn)
)
