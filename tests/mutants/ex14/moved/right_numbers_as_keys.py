causes = {place: scenarios.cause(one) for place, one in enumerate(spenders, start=1)}
