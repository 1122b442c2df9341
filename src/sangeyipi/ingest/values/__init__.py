"""What one cell says, as the ledger writes it: amounts, days, phases, batches, flags, texts.

Pure functions of a cell and of what governs it.  What can't be read is said, asked or refused;
nothing is guessed, rounded or made up.
"""
