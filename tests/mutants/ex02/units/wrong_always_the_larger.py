# expects: ex02.largest_unit
unit_of = {
    str(n): "household" if d.topic in units.AT_HOME else "group" for n, d in enumerate(decisions, start=1)
}
