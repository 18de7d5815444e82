# expects: ex16.owner_over
load = dict.fromkeys(portfolio.capacity, 0)
owners = {}
for level in sorted(portfolio.accounts, key=portfolio.accounts.get, reverse=True):
    owners[level] = min(load, key=load.get)
    load[owners[level]] += portfolio.accounts[level]
