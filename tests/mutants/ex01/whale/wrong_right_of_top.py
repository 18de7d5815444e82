# expects: ex01.right_of_peak
right = {
    "peak": round(top["cumulative_share"], 1),
    "profitable": round(top["customer_share"], 1),
    "taken_back": round(top["cumulative_share"] - 100, 1),
}
reading = {**right, "profitable": 100 - right["profitable"]}
