def first_fault(model):
    if model.month > 6:
        return "leaks"
    if model.seen >= model.held_out + 20:
        return "memorises"
    return "no gain" if model.held_out <= plain_rule else "usable"


judged = {str(n): first_fault(model) for n, model in enumerate(models, start=1)}
judged = {n: fault.title() for n, fault in judged.items()}
