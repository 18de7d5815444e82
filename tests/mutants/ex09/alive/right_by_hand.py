more_alive = {}
for place, (one, other) in enumerate(pairs, start=1):
    gone = []
    for record in (one, other):
        growth = ((4.414 + record.T) / (4.414 + record.t_x)) ** (0.243 + record.x)
        gone.append(0.793 / (1.426 + record.x) * growth)
    answer = "First" if gone[0] < gone[1] else "Second"
    more_alive[place] = "cannot tell" if 0 in (one.x, other.x) else answer
