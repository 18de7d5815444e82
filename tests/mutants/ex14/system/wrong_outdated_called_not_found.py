# expects: ex14.system_hint
failed = {str(place): one.why.replace("update", "query") for place, one in enumerate(troubles, start=1)}
