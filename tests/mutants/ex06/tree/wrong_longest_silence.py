# expects: ex06.silence_only
call_order = list(waiting["recency"].sort_values(ascending=False).index)
