"""text → lines and sentences; and what stands in them: names, places, datelines, signatures.

`posts` has the words for who does what for a paper, on which the others agree.
"""
