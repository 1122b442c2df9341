"""The same quantity said twice."""
