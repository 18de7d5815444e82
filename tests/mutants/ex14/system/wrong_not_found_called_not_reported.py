# expects: ex14.there_is_found
failed = {str(place): one.why.replace("query", "report") for place, one in enumerate(troubles, start=1)}
