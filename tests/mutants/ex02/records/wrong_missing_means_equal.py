# expects: ex02.missing_as_equal
verdicts = {}
for place, (one, two) in enumerate(twos, start=1):
    numbers, parents = {one.registration, two.registration}, {one.parent, two.parent}
    if "" in numbers:
        verdicts[str(place)] = "ask"
    elif len(numbers) == 1:
        verdicts[str(place)] = "one customer"
    elif len(parents) == 1 and "" not in parents:
        verdicts[str(place)] = "same group"
    else:
        verdicts[str(place)] = "two customers"
verdicts = {place: verdict.replace("ask", "one customer") for place, verdict in verdicts.items()}
