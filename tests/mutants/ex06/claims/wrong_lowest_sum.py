# expects: ex06.lowest_sum
def judged_claim(claim, known):
    if claim == "column":
        return "supported" if by_view.at["raw", known["column"]] >= known["number"] else "contradicted"
    if claim == "smallest":
        return "supported" if by_view.at["z-scores", "smallest"] >= known["number"] else "contradicted"
    if claim == "largest":
        return "supported" if by_view.at["logarithms", "largest"] <= known["number"] else "contradicted"
    return "cannot tell"


verdicts = {place: judged_claim(*claim) for place, claim in claims_made.items()}
verdicts |= {place: "supported" for place, claim in claims_made.items() if claim[0] == "right_k"}
