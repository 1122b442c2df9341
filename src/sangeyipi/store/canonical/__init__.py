"""The one canonical text of records: read quickly, written, and made from any other text."""
