"""A set of files put in its place: whole or not at all, by one run at a time."""
