# expects: ex10.response_for_uplift
groups = {place: "persuadable" if row["with"] >= 50 else "lost cause" for place, row in table.iterrows()}
