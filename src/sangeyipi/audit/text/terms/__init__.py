"""The words that rules look for, each vocabulary once: a module is of one thing that is said.

A vocabulary is alternatives of a pattern, to be put between `(?:` and `)`.  Owns words; must not
know which rule looks for them.
"""
