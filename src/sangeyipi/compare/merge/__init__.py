"""Three versions of one ledger file made one, fact by fact."""
