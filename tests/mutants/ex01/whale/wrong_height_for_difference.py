# expects: ex01.peak_not_difference
right = {
    "peak": round(top["cumulative_share"], 1),
    "profitable": round(top["customer_share"], 1),
    "taken_back": round(top["cumulative_share"] - 100, 1),
}
reading = {**right, "taken_back": right["peak"]}
