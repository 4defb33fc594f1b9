"""vectors → topics: the house's or one's own (`house`, `own`), with what carries them (`evidence`).

`definitions` are one's own topics as they are given; in the `space` they are told by `descriptions`
and learned from examples. `terms` are the keywords of an article, whatever its topics.
"""
