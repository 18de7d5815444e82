from itertools import product

for chosen in product(["Sun Hao", "Gao Min", "Zhao Lei"], repeat=6):
    owners = dict(zip(["vip", "strategic", "key", "new", "dormant", "model"], chosen, strict=False))
    hours = {who: 0.0 for who in portfolio.capacity}
    for level, who in owners.items():
        hours[who] += portfolio.accounts[level] * portfolio.hours[level] / capstone_year.LEVELS[level]
    if all(hours[who] <= portfolio.capacity[who] for who in hours):
        break
