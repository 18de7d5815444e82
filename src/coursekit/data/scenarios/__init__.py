"""Cases to decide, whose facts are drawn by variant: pure functions of a RandomState; the truth stays with the tests."""
