"""sentences → summary.

`clauses` are cut from sentences, `salience` is how much of the news each has, `discourse` finds how
one bears on another (a module for each relation), and `summary` chooses under the budget.
"""
