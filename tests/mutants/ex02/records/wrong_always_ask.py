# expects: ex02.record_hint
verdicts = {str(place): "ask" for place in range(1, 7)}
