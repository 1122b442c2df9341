"""Putting a set of files in its place: whole or not at all, whatever stops the run."""
