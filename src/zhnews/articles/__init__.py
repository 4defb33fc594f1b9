"""lines → articles.

`scores` runs the network that says of each line what role it may have and which lines it may
follow, `layout` makes one reading of that, with the links of `matching`, the roles of `roles` and,
for stories in turns, `turns`. What newspapers do and the network does not know is a module each;
`conventions` lists them in order, and changes the layout as a `draft`. `assembly` makes articles of
the links.
"""
