# expects: ex08.type_not_facts
usual = {
    "impulsive": "hidden",
    "shrewd": "untrue",
    "stubborn": "untrue",
    "long-winded": "untrue",
    "nit-picking": "untrue",
    "overbearing": "untrue",
    "emotional-impulsive": "pressure",
    "task-driven": "untrue",
    "greedy": "hidden",
    "wavering": "untrue",
    "boastful": "untrue",
}
verdicts = {str(place): usual[sentence.kind] for place, sentence in enumerate(said, start=1)}
