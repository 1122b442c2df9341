"""Ledger + as-of day → one exact figure for a scope and a measure, or why there is none.  Pure."""
