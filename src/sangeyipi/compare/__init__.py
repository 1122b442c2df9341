"""What differs between two states of a ledger, as facts and as figures, and along its history."""
