# expects: ex06.no_evaluation
steps = {str(n): scenarios.TWINS[entry.topic][entry.twin] for n, entry in enumerate(entries, start=1)}
steps = {n: "model building" if step == "model evaluation" else step for n, step in steps.items()}
