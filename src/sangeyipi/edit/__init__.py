"""Changes of the ledger → new texts of its files, touching only what they must; put in place."""
