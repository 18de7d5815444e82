# expects: ex10.group_hint
groups = {place: "persuadable" for place in table.index}
