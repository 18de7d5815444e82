def course_effect(scores):
    effect, _ = evaluation.effect_against_control(scores)
    trained = scores[scores["trained"]]
    gain = evaluation.paired_effect(trained["before"], trained["after"]).gain.estimate
    return {"people": len(scores.dropna()), "gain": gain, "effect": effect.estimate}
