# expects: ex01.heads_for_profit
right = {
    "peak": round(top["cumulative_share"], 1),
    "profitable": round(top["customer_share"], 1),
    "taken_back": round(top["cumulative_share"] - 100, 1),
}
reading = {**right, "taken_back": 100 - right["profitable"]}
