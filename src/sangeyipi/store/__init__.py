"""Text ⇄ model: finding, reading, validating and writing the ledger's files, with positions."""
