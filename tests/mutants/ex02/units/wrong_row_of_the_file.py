# expects: ex02.unit_of_the_file
unit_of = {str(n): "person" if d.topic in units.AT_HOME else "firm" for n, d in enumerate(decisions, start=1)}
