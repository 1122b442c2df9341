"""The one door to git: the ledger as it was at any commit, and what its commits changed."""
