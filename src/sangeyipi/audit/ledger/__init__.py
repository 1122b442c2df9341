"""The figures of a text against a ledger: which question each answers, and what the ledger says."""
