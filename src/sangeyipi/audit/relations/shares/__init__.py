"""A percentage and what it is of what."""
