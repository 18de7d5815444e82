right = {
    "peak": round(top["cumulative_share"], 1),
    "profitable": round(top["customer_share"], 1),
    "taken_back": round(top["cumulative_share"] - 100, 1),
}
reading = {
    "peak": int(right["peak"] + 2),
    "profitable": int(right["profitable"] + 2),
    "taken_back": int(right["taken_back"] + 2),
}
