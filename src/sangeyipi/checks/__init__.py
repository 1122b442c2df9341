"""Ledger → diagnostics: what the records may not contradict.  Pure: reads and prints nothing."""
