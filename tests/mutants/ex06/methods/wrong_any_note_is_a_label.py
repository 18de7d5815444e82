# expects: ex06.any_note_a_label
def true_method(request):
    if request.wish == "together":
        return "association"
    if request.known >= 100:
        return "classification"
    return "clustering" if request.wish == "kinds" else "labels first"


fitting = {
    str(n): "classification" if q.known >= 100 else true_method(q) for n, q in enumerate(drawn, start=1)
}
