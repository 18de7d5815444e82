# expects: ex16.small_dropped
trust = {
    name: "drop" if size == bank["customers"].min() else "use" for name, size in bank["customers"].items()
}
