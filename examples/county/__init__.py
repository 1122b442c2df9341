"""The invented county: its words, its luck, the lives of its projects and how they are written.

Must not import sgyp: what the demo publishes is worked out here by itself, so that the two can be
checked against each other.  The same bytes come out on every machine and Python version: whole
numbers only, a random generator of its own, no set is iterated, nothing depends on locale, time
zone or today.
"""
