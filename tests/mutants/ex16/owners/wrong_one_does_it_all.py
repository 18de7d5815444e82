# expects: ex16.one_owner
owners = dict.fromkeys(capstone_year.LEVELS, "Zhao Lei")
