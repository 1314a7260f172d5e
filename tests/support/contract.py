"""What every lesson holds, at the least: the contract of a lesson, in one place; single choice has three options or more."""

CONTROLS = 10  # that a learner can work by keyboard, questions included
CAPTIONS = 2  # tables with a caption
CODE_CELLS = 6
QUESTIONS = 4  # beside the prediction
KINDS = 3  # of questions
OBJECTIVES = 3
EXERCISES = (2, 3)  # two or three
TIES = 11  # numbers of its text that are tied to rows; lesson 00 has fewer
