# expects: ex08.other_pair
heard = {str(place): talks[place - 2].pair[0] for place in range(1, 9)}
