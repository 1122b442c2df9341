"""A comparison of two ledgers as text, Markdown and JSON."""
