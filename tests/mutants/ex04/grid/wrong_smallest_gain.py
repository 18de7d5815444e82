# expects: ex04.room_left
cells = ["D-low"]
