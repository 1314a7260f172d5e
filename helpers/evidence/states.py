"""The four states of a figure. None of them is zero, and none is an empty cell on the screen."""

REPORTED = "reported"
NOT_REACHED = "not reached"
NOT_ESTIMABLE = "not estimable"
NOT_REPORTED = "not reported"

STATES = (REPORTED, NOT_REACHED, NOT_ESTIMABLE, NOT_REPORTED)
