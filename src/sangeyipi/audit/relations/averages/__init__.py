"""So much for each, and so much a year."""
