"""Proof-reading: the figures of a text, read, related to each other and to the ledger."""
