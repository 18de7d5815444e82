# expects: ex06.no_evaluation
steps = {str(n): entry.step for n, entry in enumerate(entries, start=1)}
steps = {n: "model building" if step == "model evaluation" else step for n, step in steps.items()}
