"""What changed between two states of a ledger, and where in git those states are kept."""
