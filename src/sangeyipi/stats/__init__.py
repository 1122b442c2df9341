"""Ledger + as-of date → tables of exact numbers.  Pure: reads no file, prints nothing."""
