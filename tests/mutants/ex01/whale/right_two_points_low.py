right = {
    "peak": round(top["cumulative_share"], 1),
    "profitable": round(top["customer_share"], 1),
    "taken_back": round(top["cumulative_share"] - 100, 1),
}
reading = {name: number - 2 for name, number in right.items()}
