"""A text read: its plain spelling, its figures with the words around them, its tables and rows."""
