# expects: checks.unanswered
unit_of = {str(n): None for n in range(1, 7)}
