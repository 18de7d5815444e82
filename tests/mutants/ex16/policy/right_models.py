worth = accounts["margin"].clip(lower=0)
room = worth * 35_000 / (35_000 + worth)
changed = accounts["trend"].isin(["growing", "falling"])
rise = 0.05 + 0.12 * accounts["basket"].eq("large") + 0.06 * changed - 0.08 * (accounts["frequency"] > 20)
pays = pd.DataFrame({"visit": rise * room - 600, "call": rise * 0.6 * room - 35})
pays = pays[accounts["agreed"] & accounts["kind"].eq("organisation")]
price = {"visit": 600, "call": 35}
rows, left = [], budget
for who in pays["visit"].sort_values(ascending=False).index:
    offer = "visit" if pays.loc[who, "visit"] > pays.loc[who, "call"] and left >= 600 else "call"
    if pays.loc[who, offer] > 0 and left >= price[offer]:
        rows.append((who, offer))
        left -= price[offer]
policy = pd.DataFrame(rows, columns=["customer_id", "offer"])
