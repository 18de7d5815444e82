# expects: ex14.answer_on_the_shelf
failed = {str(place): one.why.replace("report", "analyse") for place, one in enumerate(troubles, start=1)}
