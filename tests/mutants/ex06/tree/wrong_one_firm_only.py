# expects: checks.ranking_length
call_order = ["A"]
