# expects: ex04.requests_all_graded
requests = dict.fromkeys(["1", "2", "3", "4", "5", "6"], "grading")
