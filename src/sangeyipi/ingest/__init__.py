"""What counties keep in spreadsheets → changes of the ledger, with every row accounted for."""
