"""For authors: two languages in step, coverage of the material."""
