# expects: ex01.never_vip
tier_changes = {"leave": list(accounts.index[-4:]), "enter": list(accounts.index[:1])}
