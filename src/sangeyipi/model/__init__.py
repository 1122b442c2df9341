"""The words of the ledger as frozen, plain values.  Imports nothing else of ours."""
