# expects: ex06.labels_imagined
def true_method(request):
    if request.wish == "together":
        return "association"
    if request.known >= 100:
        return "classification"
    return "clustering" if request.wish == "kinds" else "labels first"


fitting = {
    str(n): true_method(q).replace("labels first", "classification") for n, q in enumerate(drawn, start=1)
}
