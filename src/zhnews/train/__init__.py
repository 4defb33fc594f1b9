"""The training commands: what made the model folder, and what makes it anew.

Nothing outside this package imports it; its needs are the `train` extra.
"""
