# expects: ex06.judged_by_name
suspect = ("deep_tree", "network", "forest")
judged = {
    str(n): "memorises" if model.model in suspect else "usable" for n, model in enumerate(models, start=1)
}
