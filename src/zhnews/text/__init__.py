"""text → lines and sentences; and what stands in them: names, places, datelines, signatures.

`columns` puts the lines of columns side by side into the order in which they are read; `posts` has
the words for who does what for a paper, on which the others agree.
"""
