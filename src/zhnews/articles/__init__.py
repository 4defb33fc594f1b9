"""lines → articles.

`layout` runs the network that gives each line a role and a link to the line it follows, as a
`draft`; `conventions` lists, in order, what newspapers do and the network does not know, a module
each; `assembly` makes articles of the links.
"""
