# expects: ex06.clusters_for_outcomes
def true_method(request):
    if request.wish == "together":
        return "association"
    if request.known >= 100:
        return "classification"
    return "clustering" if request.wish == "kinds" else "labels first"


fitting = {str(n): true_method(q).replace("labels first", "clustering") for n, q in enumerate(drawn, start=1)}
