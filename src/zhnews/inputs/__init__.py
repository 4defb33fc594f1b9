"""bytes → text: what an input may be, its encoding, and the items of files and tables."""
