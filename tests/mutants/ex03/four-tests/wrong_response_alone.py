# expects: ex03.response_only
failed = {
    str(place): "usable" if abs(scheme.first - scheme.second) >= 5 else "responds differently"
    for place, scheme in enumerate(schemes_given, start=1)
}
