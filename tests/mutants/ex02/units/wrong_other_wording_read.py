# expects: ex02.unit_hint
unit_of = {str(n): units.FALLS_ON[d.topic][1 - d.wording] for n, d in enumerate(decisions, start=1)}
